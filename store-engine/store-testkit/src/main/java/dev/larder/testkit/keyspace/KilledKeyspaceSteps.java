package dev.larder.testkit.keyspace;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Operations;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the one writer of a keyspace does in a process that is to be killed: the same for the same seed, in the process and for
 * its judge.
 */
final class KilledKeyspaceSteps {
    /** Few, so that most steps change a key that was changed before; more than the table holds. */
    private static final int KEYS = 40;

    private static final int STEPS_BETWEEN_CLEARS = 300;
    /** Deadlines that no test run reaches, each different. */
    private static final long FAR_MILLIS = 4_102_444_800_000L;

    private static final int MOST_VALUE_CHARACTERS = 2_000;

    private final long seed;
    private final SplittableRandom random;
    private int number;

    KilledKeyspaceSteps(long seed, int writer) {
        this.seed = seed;
        random = new SplittableRandom(seed * 31 + writer);
    }

    private enum Kind {
        PUT,
        PUT_WITH_DEADLINE,
        PUT_FOR_A_MOMENT,
        REMOVE,
        MOVE_DEADLINE,
        CLEAR
    }

    /** An entry as the judge knows it: with a value that is told by its begin and its length, for messages. */
    record State(String value, long deadlineMillis) {
        static State of(String value, long deadlineMillis) {
            int end = value.lastIndexOf(':') + 1;
            String rest = value.substring(end);
            return new State(
                    value.substring(0, end) + (rest.chars().allMatch(each -> each == 'x') ? rest.length() : rest),
                    deadlineMillis);
        }
    }

    /** A change of a key, or of all. */
    record Step(Kind kind, String key, String value, long deadlineMillis) {
        @Override
        public String toString() {
            return kind + " " + key + " " + State.of(value, deadlineMillis);
        }

        void makeIn(Keyspace<String, String> keyspace) {
            switch (kind) {
                case PUT -> keyspace.put(key, value);
                case PUT_WITH_DEADLINE -> keyspace.run(key, Operations.put(new Decision.Put<>(value, deadlineMillis)));
                case PUT_FOR_A_MOMENT -> keyspace.put(key, value, Duration.ofMillis(1));
                case REMOVE -> keyspace.remove(key);
                case MOVE_DEADLINE -> keyspace.expireAt(key, deadlineMillis);
                case CLEAR -> keyspace.clear();
            }
        }

        /** What the step makes of the entries, more than a moment later. */
        void makeIn(Map<String, State> states) {
            switch (kind) {
                case PUT, PUT_WITH_DEADLINE -> states.put(key, State.of(value, deadlineMillis));
                case PUT_FOR_A_MOMENT, REMOVE -> states.remove(key);
                case MOVE_DEADLINE ->
                    states.computeIfPresent(key, (same, state) -> new State(state.value(), deadlineMillis));
                case CLEAR -> states.clear();
            }
        }
    }

    static String randomKey(SplittableRandom random) {
        return "key-" + random.nextInt(KEYS);
    }

    /** Deadlines are moved of other keys than those that live for a moment: nobody knows whether they still live then. */
    private String keyFor(Kind kind) {
        return switch (kind) {
            case PUT_FOR_A_MOMENT -> "key-" + random.nextInt(KEYS) / 2 * 2;
            case MOVE_DEADLINE -> "key-" + (random.nextInt(KEYS) / 2 * 2 + 1);
            default -> randomKey(random);
        };
    }

    Step next() {
        number++;
        Kind kind =
                switch (random.nextInt(10)) {
                    case 0, 1 -> Kind.REMOVE;
                    case 2 -> Kind.MOVE_DEADLINE;
                    case 3, 4 -> Kind.PUT_WITH_DEADLINE;
                    case 5 -> Kind.PUT_FOR_A_MOMENT;
                    default -> Kind.PUT;
                };
        kind = random.nextInt(STEPS_BETWEEN_CLEARS) == 0 ? Kind.CLEAR : kind;
        String key = keyFor(kind);
        String value = seed + ":" + number + ":" + "x".repeat(random.nextInt(MOST_VALUE_CHARACTERS));
        return new Step(kind, key, value, kind == Kind.PUT ? EntryView.NEVER : FAR_MILLIS + number);
    }
}
