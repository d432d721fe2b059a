package dev.larder.testkit.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import dev.larder.testkit.KillableJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a tier on disk must keep when its process is killed at any moment: every change that returned, whether or not anyone
 * waited for the disk, and nothing that was never written. The provider must be one that {@link java.util.ServiceLoader}
 * finds. The system property {@code larder.kills} says how often, {@code larder.seed} repeats a run.
 */
public abstract class TierKillContract {
    private static final int THREADS = 3;
    private static final int KILLS = Integer.getInteger("larder.kills", 3);
    private static final int MOST_ACKNOWLEDGED = 4_000;

    @TempDir
    private Path scratch;

    /** Creates a contract; the test engine does. */
    @SuppressWarnings("NullAway.Init") // The test engine sets the directory.
    protected TierKillContract() {}

    /** The provider under test. */
    protected abstract TierProvider provider();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kill_whileWriting_losesNothingAcknowledged(boolean waits) throws Exception {
        long firstSeed = Long.getLong("larder.seed", System.nanoTime());
        Path directory = scratch.resolve("tiers");
        Map<String, Map<String, @Nullable String>> survivors = new HashMap<>();
        for (int round = 0; round < KILLS; round++) {
            long seed = firstSeed + round;
            String keyspace = "round-" + round;
            int[] acknowledged = runUntilKilled(directory, keyspace, seed, waits);
            try (TierStore store = provider().open(directory, Map.of(), Duration.ofHours(1))) {
                Map<String, String> found = TierFixture.all(store.tier(keyspace));
                for (int thread = 0; thread < THREADS; thread++) {
                    requireSurvived(found, new KillSteps(seed, thread).take(acknowledged[thread] + 1), seed);
                }
                assertThat(found.keySet())
                        .as("keys that nobody wrote, seed %d", seed)
                        .allMatch(TierKillContract::isOfThread);
                for (Map.Entry<String, Map<String, @Nullable String>> earlier : survivors.entrySet()) {
                    assertThat(TierFixture.all(store.tier(earlier.getKey())))
                            .as("%s after the kill of seed %d", earlier.getKey(), seed)
                            .isEqualTo(earlier.getValue());
                }
                survivors.put(keyspace, new HashMap<>(found));
            }
        }
    }

    /** Returns how many changes of each thread were acknowledged. */
    private int[] runUntilKilled(Path directory, String keyspace, long seed, boolean waits) throws Exception {
        int killAfter = 1 + new SplittableRandom(seed).nextInt(waits ? MOST_ACKNOWLEDGED / 10 : MOST_ACKNOWLEDGED);
        int[] acknowledged = new int[THREADS];
        AtomicInteger count = new AtomicInteger();
        List<String> arguments = List.of(
                provider().name(),
                directory.toString(),
                keyspace,
                Long.toString(seed),
                Integer.toString(THREADS),
                Boolean.toString(waits));
        new KillableJvm(KilledProcess.class, List.of(), arguments, scratch).runUntilKilled(line -> {
            acknowledged[Integer.parseInt(line)]++;
            return count.incrementAndGet() == killAfter;
        });
        return acknowledged;
    }

    /** The last of the steps may have been made or not: it was under way when the process was killed. */
    private static void requireSurvived(Map<String, String> found, List<KillSteps.Step> steps, long seed) {
        Map<String, @Nullable String> expected = new HashMap<>();
        for (KillSteps.Step step : steps.subList(0, steps.size() - 1)) {
            expected.put(step.key(), recordOf(step));
        }
        KillSteps.Step underWay = steps.get(steps.size() - 1);
        expected.putIfAbsent(underWay.key(), null);
        expected.forEach((key, record) -> {
            String actual = found.get(key);
            boolean mayHaveHappened = key.equals(underWay.key()) && Objects.equals(actual, recordOf(underWay));
            if (!mayHaveHappened) {
                assertThat(actual).as("record of %s, seed %d", key, seed).isEqualTo(record);
            }
        });
    }

    private static @Nullable String recordOf(KillSteps.Step step) {
        return step.removes() ? null : new String(step.record(), UTF_8);
    }

    private static boolean isOfThread(String key) {
        return key.matches("[0-" + (THREADS - 1) + "]-[0-9]+");
    }
}
