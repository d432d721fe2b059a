package dev.larder.core.keyspace;

import dev.larder.core.keyspace.CrashSteps.State;
import dev.larder.store.Durability;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.testkit.KillableJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that write to a store are killed at random moments, also while they open it, again and again on the same data
 * directory. What each leaves is compared with what it had acknowledged: all of it, and nothing that was never written; of
 * each thread at most the change that was under way may be there or not. Of what has snapshots alone, the last or the one
 * under way is there, whole, with what each key had at some moment while it was taken.
 *
 * <p>The system property {@code larder.kills} says how often, {@code larder.seed} repeats a run.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("larder.kills", 20);
    private static final int CASES = 10;
    private static final int MOST_LINES = 4_000;
    /** What is told before the first change. */
    private static final int STARTING_LINES = 3;

    @TempDir
    Path scratch;

    private final long firstSeed = Long.getLong("larder.seed", System.nanoTime());

    @ParameterizedTest
    @CsvSource({
        "LOG,SYNC,WAIT",
        "LOG,BACKGROUND,WAIT",
        "LOG,NONE,WAIT",
        "HYBRID,SYNC,WAIT",
        "HYBRID,BACKGROUND,WAIT",
        "HYBRID,NONE,WAIT",
        "SNAPSHOT,SYNC,WAIT",
        "SNAPSHOT,BACKGROUND,WAIT",
        "HYBRID,SYNC,MISS",
        "LOG,NONE,MISS"
    })
    void kill_whileWriting_losesNothingAcknowledged(Mode mode, Durability durability, WhileLoading whileLoading)
            throws Exception {
        Path directory = scratch.resolve("data");
        CrashJudge judge = new CrashJudge(mode == Mode.SNAPSHOT);
        for (int round = 0; round < Math.max(1, KILLS / CASES); round++) {
            long seed = firstSeed + round;
            CrashingProcess process =
                    new CrashingProcess(directory, mode, durability, whileLoading, seed, System.currentTimeMillis());
            runUntilKilled(process, judge);
            long fromMillis = System.currentTimeMillis();
            Map<String, State> found = process.contents();
            judge.found(found, fromMillis, System.currentTimeMillis(), "seed " + seed + ", round " + round);
        }
    }

    private void runUntilKilled(CrashingProcess process, CrashJudge judge) throws Exception {
        judge.processBegins(process.steps(), process.whileLoading() == WhileLoading.MISS);
        int killAfter = linesBeforeKill(process);
        int[] lines = new int[1];
        new KillableJvm(
                        CrashingProcess.class,
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        process.arguments(),
                        scratch)
                .runUntilKilled(line -> {
                    judge.told(line);
                    lines[0]++;
                    return lines[0] == killAfter;
                });
    }

    private static int linesBeforeKill(CrashingProcess process) {
        SplittableRandom random = new SplittableRandom(process.seed());
        if (random.nextInt(10) == 0) {
            return 1 + random.nextInt(STARTING_LINES);
        }
        boolean whileLoading = process.whileLoading() == WhileLoading.MISS && random.nextBoolean();
        return STARTING_LINES + random.nextInt(whileLoading ? CrashingProcess.CHANGES_WHILE_LOADING : MOST_LINES);
    }
}
