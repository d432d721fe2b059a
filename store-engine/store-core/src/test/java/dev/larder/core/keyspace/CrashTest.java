package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.keyspace.CrashSteps.State;
import dev.larder.core.keyspace.CrashSteps.Step;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.testkit.KillableJvm;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that write to a store are killed at random moments, again and again on the same data directory. What each finds is
 * compared with what the one before had acknowledged: all of it, and nothing that was never written; of each thread at most
 * the change that was under way may be there or not.
 *
 * <p>The system property {@code larder.kills} says how often, {@code larder.seed} repeats a run.
 */
class CrashTest {
    private static final int THREADS = 3;
    private static final int KILLS = Integer.getInteger("larder.kills", 20);
    private static final int MOST_ACKNOWLEDGED = 3_000;

    @TempDir
    Path scratch;

    private final long firstSeed = Long.getLong("larder.seed", System.nanoTime());

    @ParameterizedTest
    @CsvSource({"LOG,SYNC", "LOG,BACKGROUND", "HYBRID,SYNC", "HYBRID,BACKGROUND", "HYBRID,NONE"})
    void kill_whileWriting_losesNothingAcknowledged(Mode mode, Durability durability) throws Exception {
        Path directory = scratch.resolve("data");
        Map<String, State> states = new TreeMap<>();
        int rounds = Math.max(1, KILLS / 5);
        for (int round = 0; round < rounds; round++) {
            long seed = firstSeed + round;
            int[] acknowledged = runUntilKilled(directory, mode, durability, seed);
            try (Store store = CrashingProcess.open(directory, durability)) {
                Map<String, State> found = contents(CrashingProcess.create(store, mode));
                for (int thread = 0; thread < THREADS; thread++) {
                    judge(states, found, new CrashSteps(seed, thread), acknowledged[thread], seed);
                }
                assertThat(found).as("all entries, seed %d", seed).isEqualTo(states);
            }
        }
    }

    /** Returns how many changes of each thread were acknowledged. */
    private int[] runUntilKilled(Path directory, Mode mode, Durability durability, long seed) throws Exception {
        int killAfter = 1 + new SplittableRandom(seed).nextInt(MOST_ACKNOWLEDGED);
        int[] acknowledged = new int[THREADS];
        int[] count = new int[1];
        new KillableJvm(
                        CrashingProcess.class,
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        List.of(directory.toString(), mode.name(), durability.name(), "" + seed, "" + THREADS),
                        scratch)
                .runUntilKilled(line -> {
                    acknowledged[Integer.parseInt(line)]++;
                    count[0]++;
                    return count[0] == killAfter;
                });
        return acknowledged;
    }

    /** Brings the states to what was acknowledged; the step under way may have been made or not, as what was found says. */
    private static void judge(
            Map<String, State> states, Map<String, State> found, CrashSteps steps, int acknowledged, long seed) {
        for (int i = 0; i < acknowledged; i++) {
            apply(steps.next(), states);
        }
        Step underWay = steps.next();
        Map<String, State> afterIt = new HashMap<>(states);
        apply(underWay, afterIt);
        State actual = found.get(underWay.key());
        State made = afterIt.get(underWay.key());
        if (Objects.equals(actual, made)) {
            apply(underWay, states);
        } else {
            assertThat(actual).as("%s, seed %d", underWay.key(), seed).isEqualTo(states.get(underWay.key()));
        }
    }

    private static void apply(Step step, Map<String, State> states) {
        switch (step.kind()) {
            case PUT, PUT_WITH_DEADLINE -> states.put(step.key(), new State(step.value(), step.deadlineMillis()));
            case REMOVE -> states.remove(step.key());
            case MOVE_DEADLINE ->
                states.computeIfPresent(step.key(), (key, state) -> new State(state.value(), step.deadlineMillis()));
        }
    }

    private static Map<String, State> contents(Keyspace<String, String> keyspace) {
        Map<String, State> contents = new TreeMap<>();
        keyspace.iterator().forEachRemaining(entry -> {
            EntryView<String> view = entry.getValue();
            contents.put(entry.getKey(), new State(view.value(), view.expiresAtMillis()));
        });
        return contents;
    }
}
