package dev.larder.tck;

import static dev.larder.tck.Transcript.Outcome.EXCLUDED;
import static dev.larder.tck.Transcript.Outcome.FAILED;
import static dev.larder.tck.Transcript.Outcome.PASSED;
import static dev.larder.tck.Transcript.Outcome.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.tck.Transcript.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletenessTest {

    private static final String DUMMY = "CachingTest#dummyTest";
    private static final List<Line> COMPLETE = List.of(
            new Line(PASSED, "GetTest#get"),
            new Line(PASSED, "ListenerTest#event"),
            new Line(PASSED, "ListenerTest#event"),
            new Line(EXCLUDED, DUMMY));

    private final Completeness suite =
            new Completeness(Map.of("GetTest#get", 1, "ListenerTest#event", 2, DUMMY, 1), DUMMY);

    @Test
    void complaints_everyTestPassed_none() {
        assertThat(suite.complaints(new Transcript(COMPLETE))).isEmpty();
    }

    @Test
    void complaints_testExcludedSkippedOrFailed_nameItAndWhy() {
        for (var outcome : List.of(EXCLUDED, SKIPPED, FAILED)) {
            assertThat(suite.complaints(with(0, new Line(outcome, "GetTest#get"))))
                    .containsExactly("GetTest#get: expected 1 x PASSED, found [" + outcome + "]");
        }
    }

    @Test
    void complaints_testNotRun_nameIt() {
        assertThat(suite.complaints(without(0))).containsExactly("GetTest#get: expected 1 x PASSED, found []");
    }

    @Test
    void complaints_oneOfTwoParameterSetsRun_nameTheTest() {
        assertThat(suite.complaints(without(1)))
                .containsExactly("ListenerTest#event: expected 2 x PASSED, found [PASSED]");
    }

    @Test
    void complaints_exclusionOfDummyNotSeen_nameIt() {
        assertThat(suite.complaints(with(3, new Line(PASSED, DUMMY))))
                .containsExactly(DUMMY + ": expected 1 x EXCLUDED, found [PASSED]");
    }

    @Test
    void complaints_testUnknownToSuite_nameIt() {
        assertThat(suite.complaints(with(0, new Line(PASSED, "OtherTest#other"))))
                .contains("OtherTest#other: not a test of the suite, found [PASSED]");
    }

    @Test
    void realCount_excludedTest_doesNotCount() {
        assertThat(Completeness.realCount(new Transcript(COMPLETE))).isEqualTo(3);
    }

    private static Transcript with(int index, Line line) {
        List<Line> lines = new ArrayList<>(COMPLETE);
        lines.set(index, line);
        return new Transcript(lines);
    }

    private static Transcript without(int index) {
        List<Line> lines = new ArrayList<>(COMPLETE);
        lines.remove(index);
        return new Transcript(lines);
    }
}
