package dev.larder.core.keyspace;

import dev.larder.store.EntryView;
import java.util.SplittableRandom;

/** What one thread of a process that is to be killed does: the same for the same seed, in the process and for its judge. */
final class CrashSteps {
    /** The keyspace that all threads change, each its own keys; and all are taken by a clear. */
    static final String SHARED = "shared";
    /** The thread that clears the shared keyspace. */
    static final int CLEARING_THREAD = 0;
    /** Few, so that most steps change a key that was changed before. */
    private static final int KEYS = 20;
    /** Deadlines that no test run reaches, each different. */
    private static final long FAR_MILLIS = 4_102_444_800_000L;
    /** Deadlines that pass while the process runs, or soon after. */
    private static final int NEAR_MILLIS = 3_000;

    private static final int MOST_VALUE_CHARACTERS = 300;

    private final long seed;
    private final int thread;
    private final long startMillis;
    private final SplittableRandom random;
    private int number;

    /** The steps of a thread; deadlines that are near are counted from {@code startMillis}. */
    CrashSteps(long seed, int thread, long startMillis) {
        this.seed = seed;
        this.thread = thread;
        this.startMillis = startMillis;
        random = new SplittableRandom(seed * 31 + thread);
    }

    /** The keyspace that only one thread changes. */
    static String own(int thread) {
        return "own-" + thread;
    }

    enum Kind {
        PUT,
        PUT_WITH_DEADLINE,
        REMOVE,
        /** Only in a keyspace of the thread's own, as its outcome says whether there was an entry. */
        MOVE_DEADLINE,
        CLEAR
    }

    /** A change of one key of this thread, which nobody else changes, or of a whole keyspace. */
    record Step(Kind kind, String keyspace, String key, String value, long deadlineMillis) {
        boolean isSharedClear() {
            return kind == Kind.CLEAR && keyspace.equals(SHARED);
        }
    }

    /** An entry as the judge knows it. */
    record State(String value, long deadlineMillis) {}

    Step next() {
        number++;
        boolean shared = random.nextBoolean();
        Kind kind =
                switch (random.nextInt(8)) {
                    case 0 -> Kind.REMOVE;
                    case 1 -> shared ? Kind.REMOVE : Kind.MOVE_DEADLINE;
                    case 2, 3 -> Kind.PUT_WITH_DEADLINE;
                    default -> Kind.PUT;
                };
        if (random.nextInt(100) == 0 && (!shared || thread == CLEARING_THREAD)) {
            kind = Kind.CLEAR;
        }
        String key = thread + "-" + random.nextInt(KEYS);
        String value = seed + ":" + number + ":" + "x".repeat(random.nextInt(MOST_VALUE_CHARACTERS));
        long deadlineMillis = random.nextInt(4) == 0 ? startMillis + random.nextInt(NEAR_MILLIS) : FAR_MILLIS + number;
        return new Step(
                kind, shared ? SHARED : own(thread), key, value, kind == Kind.PUT ? EntryView.NEVER : deadlineMillis);
    }
}
