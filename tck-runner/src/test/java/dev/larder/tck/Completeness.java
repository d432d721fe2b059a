package dev.larder.tck;

import dev.larder.tck.Transcript.Line;
import dev.larder.tck.Transcript.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what the suite holds with what ran of it.
 *
 * @param runCountByTest how often each {@code class#method} has to pass for real
 * @param alwaysExcluded the test the suite has in order to be excluded; seeing it excluded shows that exclusions are seen
 */
record Completeness(Map<String, Integer> runCountByTest, String alwaysExcluded) {

    Completeness {
        runCountByTest = Map.copyOf(runCountByTest);
    }

    /** How many tests ran and passed for real. */
    static int realCount(Transcript transcript) {
        return (int) transcript.lines().stream()
                .filter(line -> line.outcome() == Outcome.PASSED)
                .count();
    }

    /** One sentence for each test that did not pass for real as often as it had to; empty if all is well. */
    List<String> complaints(Transcript transcript) {
        Map<String, List<Outcome>> outcomes = new TreeMap<>();
        for (Line line : transcript.lines()) {
            outcomes.computeIfAbsent(line.test(), test -> new ArrayList<>()).add(line.outcome());
        }
        List<String> complaints = new ArrayList<>();
        new TreeMap<>(runCountByTest).forEach((test, runCount) -> {
            List<Outcome> found = outcomes.getOrDefault(test, List.of());
            Outcome expected = test.equals(alwaysExcluded) ? Outcome.EXCLUDED : Outcome.PASSED;
            if (found.size() != runCount || found.stream().anyMatch(outcome -> outcome != expected)) {
                complaints.add(
                        String.format(Locale.ROOT, "%s: expected %d x %s, found %s", test, runCount, expected, found));
            }
        });
        outcomes.forEach((test, found) -> {
            if (!runCountByTest.containsKey(test)) {
                complaints.add(String.format(Locale.ROOT, "%s: not a test of the suite, found %s", test, found));
            }
        });
        return complaints;
    }
}
