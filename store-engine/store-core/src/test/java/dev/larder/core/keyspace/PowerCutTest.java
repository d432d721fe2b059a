package dev.larder.core.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.keyspace.CrashSteps.State;
import dev.larder.store.Durability;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.testkit.KillableJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A store on a file system of the kernel that is cut off from its disk at random moments, again and again; see {@code
 * power-cut.sh}. All that {@code SYNC} acknowledged is there, in every mode.
 *
 * <p>For Linux, and root: the profile {@code power-cut} runs it. The system property {@code larder.power.cuts} says how often
 * the power is cut in each mode, {@code larder.seed} repeats the choices of a run.
 */
@EnabledIfSystemProperty(named = "larder.power.cuts", matches = "\\d+")
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("larder.power.cuts", 0);
    private static final int MOST_LINES = 1_500;
    private static final Path SCRIPT =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/scripts/power-cut.sh");

    @TempDir
    Path scratch;

    private final long firstSeed = Long.getLong("larder.seed", System.nanoTime());

    @BeforeEach
    void setUp() throws Exception {
        script("begin");
    }

    @AfterEach
    void takeDown() throws Exception {
        script("end");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "HYBRID", "SNAPSHOT"})
    void cut_whileWriting_losesNothingAcknowledged(Mode mode) throws Exception {
        CrashJudge judge = new CrashJudge(mode == Mode.SNAPSHOT);
        for (int cut = 0; cut < CUTS; cut++) {
            long seed = firstSeed + cut;
            CrashingProcess process = new CrashingProcess(
                    scratch.resolve("disk/data"),
                    mode,
                    Durability.SYNC,
                    WhileLoading.WAIT,
                    seed,
                    System.currentTimeMillis());
            runUntilCut(process, judge);
            script("mend");
            long fromMillis = System.currentTimeMillis();
            // Of a copy: what this process has mapped of a file, it would keep the disk busy with.
            Map<String, State> found = process.in(scratch.resolve("copy")).contents();
            judge.found(found, fromMillis, System.currentTimeMillis(), "seed " + seed + ", cut " + cut);
        }
    }

    private void runUntilCut(CrashingProcess process, CrashJudge judge) throws Exception {
        judge.processBegins(process.steps(), false);
        SplittableRandom random = new SplittableRandom(process.seed());
        int cutAfter = 1 + random.nextInt(MOST_LINES);
        // What the disk's own cache has and was not told to write goes as well, every other time.
        String cut = random.nextBoolean() ? "cut-file-system" : "cut-disk";
        int[] lines = new int[1];
        new KillableJvm(
                        CrashingProcess.class,
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:ErrorFile=" + scratch.resolve("jvm.log")),
                        process.arguments(),
                        scratch)
                .runUntilKilled(line -> {
                    judge.told(line);
                    lines[0]++;
                    if (lines[0] == cutAfter) {
                        script(cut);
                        return true;
                    }
                    return false;
                });
    }

    private void script(String command) {
        try {
            Path output = scratch.resolve("script.log");
            int exit = new ProcessBuilder("sh", SCRIPT.toString(), command, scratch.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            assertThat(exit)
                    .as("%s: %s", command, Files.readString(output, UTF_8))
                    .isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stranger) {
            throw new AssertionError("nobody interrupts the test", stranger);
        }
    }
}
