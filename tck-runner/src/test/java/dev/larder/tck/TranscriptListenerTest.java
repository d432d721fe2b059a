package dev.larder.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.larder.tck.Transcript.Line;
import dev.larder.tck.Transcript.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.jsr107.tck.testutil.AbstractTestExcluder;
import org.junit.Assume;
import org.junit.Ignore;
import org.junit.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.rules.MethodRule;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

class TranscriptListenerTest {

    @TempDir
    Path directory;

    @Test
    void plan_ofEveryOutcome_writesEachForWhatItIs() throws Exception {
        assertThat(transcriptOf(OutcomesSample.class).lines())
                .containsExactlyInAnyOrder(
                        new Line(Outcome.PASSED, OutcomesSample.class.getName() + "#passes"),
                        new Line(Outcome.FAILED, OutcomesSample.class.getName() + "#fails"),
                        new Line(Outcome.SKIPPED, OutcomesSample.class.getName() + "#assumes"),
                        new Line(Outcome.SKIPPED, OutcomesSample.class.getName() + "#isIgnored"),
                        new Line(Outcome.EXCLUDED, OutcomesSample.class.getName() + "#isExcludedByTheSuite"));
    }

    @Test
    void plan_withParameters_writesOneLineForEachSet() throws Exception {
        var line = new Line(Outcome.PASSED, ParameterizedSample.class.getName() + "#passes");

        assertThat(transcriptOf(ParameterizedSample.class).lines()).containsExactly(line, line);
    }

    private Transcript transcriptOf(Class<?> sample) throws Exception {
        Path file = directory.resolve("transcript.tsv");
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(sample))
                                .build(),
                        new TranscriptListener(file));
        return Transcript.read(file);
    }

    /** Named unlike a test, so that only the tests above run it. */
    public static class OutcomesSample {

        /** The suite's own rule. */
        @Rule
        public final MethodRule rule = new AbstractTestExcluder() {
            @Override
            protected boolean isExcluded(String methodName) {
                return methodName.equals("isExcludedByTheSuite");
            }
        };

        @org.junit.Test
        public void passes() {}

        @org.junit.Test
        public void fails() {
            throw new AssertionError("meant to fail");
        }

        @org.junit.Test
        public void assumes() {
            Assume.assumeTrue(false);
        }

        @Ignore("meant to be skipped")
        @org.junit.Test
        public void isIgnored() {}

        @org.junit.Test
        public void isExcludedByTheSuite() {}
    }

    /** Named unlike a test, so that only the tests above run it. */
    @RunWith(Parameterized.class)
    public static class ParameterizedSample {

        public ParameterizedSample(boolean parameter) {
            assertThat(List.of(true, false)).contains(parameter);
        }

        @Parameters(name = "{0}")
        public static List<Object[]> parameters() {
            return List.of(new Object[] {true}, new Object[] {false});
        }

        @org.junit.Test
        public void passes() {}
    }
}
