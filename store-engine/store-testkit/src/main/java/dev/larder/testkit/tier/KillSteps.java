package dev.larder.testkit.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What one thread of a process that is to be killed does: the same for the same seed, in the process and for its judge. */
final class KillSteps {
    /** Few, so that most steps change a key that was changed before. */
    private static final int KEYS = 50;

    private static final int MOST_RECORD_BYTES = 400;

    private final int thread;
    private final SplittableRandom random;
    private int number;

    KillSteps(long seed, int thread) {
        this.thread = thread;
        this.random = new SplittableRandom(seed * 31 + thread);
    }

    /** A change of one key of this thread, which nobody else changes. */
    record Step(int number, String key, boolean removes, int recordBytes) {
        /** Tells the step, whatever its length. */
        byte[] record() {
            return (number + ":" + "x".repeat(recordBytes)).getBytes(UTF_8);
        }
    }

    Step next() {
        number++;
        return new Step(
                number, thread + "-" + random.nextInt(KEYS), random.nextInt(4) == 0, random.nextInt(MOST_RECORD_BYTES));
    }

    List<Step> take(int count) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(next());
        }
        return steps;
    }
}
