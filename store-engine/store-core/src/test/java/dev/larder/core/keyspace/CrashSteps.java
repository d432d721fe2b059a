package dev.larder.core.keyspace;

import dev.larder.store.EntryView;
import java.util.SplittableRandom;

/** What one thread of a process that is to be killed does: the same for the same seed, in the process and for its judge. */
final class CrashSteps {
    /** Few, so that most steps change a key that was changed before. */
    static final int KEYS = 40;
    /** Deadlines that no test run reaches, each different. */
    private static final long FAR_MILLIS = 4_102_444_800_000L;

    private static final int MOST_VALUE_CHARACTERS = 300;

    private final int thread;
    private final long seed;
    private final SplittableRandom random;
    private int number;

    CrashSteps(long seed, int thread) {
        this.thread = thread;
        this.seed = seed;
        random = new SplittableRandom(seed * 31 + thread);
    }

    enum Kind {
        PUT,
        PUT_WITH_DEADLINE,
        REMOVE,
        MOVE_DEADLINE
    }

    /** A change of one key of this thread, which nobody else changes. */
    record Step(Kind kind, String key, String value, long deadlineMillis) {}

    /** An entry as the judge knows it. */
    record State(String value, long deadlineMillis) {}

    Step next() {
        number++;
        Kind kind =
                switch (random.nextInt(8)) {
                    case 0 -> Kind.REMOVE;
                    case 1 -> Kind.MOVE_DEADLINE;
                    case 2, 3 -> Kind.PUT_WITH_DEADLINE;
                    default -> Kind.PUT;
                };
        String key = thread + "-" + random.nextInt(KEYS);
        String value = seed + ":" + number + ":" + "x".repeat(random.nextInt(MOST_VALUE_CHARACTERS));
        return new Step(kind, key, value, kind == Kind.PUT ? EntryView.NEVER : FAR_MILLIS + number);
    }
}
