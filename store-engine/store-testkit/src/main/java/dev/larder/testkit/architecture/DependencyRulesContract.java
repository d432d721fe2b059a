package dev.larder.testkit.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds a module's own classes, main code only, against its rules, and these against classes that are planted: each wrong
 * arrow is reported, and right ones pass. An arrow is written {@code "user -> used"}, with fully qualified names.
 */
public abstract class DependencyRulesContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path classFiles;

    /**
     * An arrow and the rule that must name it. A rule about where classes are reports only where the arrow starts.
     *
     * @param rule the name of the rule
     * @param arrow the arrow
     */
    public record WrongArrow(String rule, String arrow) {
        boolean isNamedBy(String detail) {
            String[] ends = arrow.split(" -> ", -1);
            return detail.contains(ends[0]) && (detail.contains(ends[1]) || rule.endsWith("has a room"));
        }
    }

    /** The package that the module's classes are under. */
    protected abstract String module();

    /** All rules by name. */
    protected abstract Map<String, ArchRule> rules();

    /** At least one for each rule. */
    protected abstract List<WrongArrow> wrongArrows();

    /** Arrows that every rule lets pass. */
    protected abstract List<String> rightArrows();

    /** The rules that no single arrow breaks, which the module tries by itself. */
    protected Set<String> rulesTriedElsewhere() {
        return Set.of();
    }

    /** Compiles classes with these arrows, and reads them. */
    protected final JavaClasses planted(List<String> arrows) throws IOException {
        PlantedClasses.compile(classFiles, arrows);
        return new ClassFileImporter().importPath(classFiles);
    }

    @TestFactory
    final Stream<DynamicTest> check_ourClasses_followEveryRule() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(module());
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(ours)));
    }

    /** All wrong arrows are compiled together, which is quick, and each must be named in its rule's report. */
    @TestFactory
    final Stream<DynamicTest> evaluate_plantedWrongArrows_areAllReported() throws IOException {
        JavaClasses classes =
                planted(wrongArrows().stream().map(WrongArrow::arrow).distinct().toList());
        Map<String, List<WrongArrow>> byRule =
                wrongArrows().stream().collect(groupingBy(WrongArrow::rule, LinkedHashMap::new, toList()));
        return byRule.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> assertAllReported(entry.getKey(), entry.getValue(), classes)));
    }

    private void assertAllReported(String name, List<WrongArrow> wrong, JavaClasses classes) {
        ArchRule rule = Objects.requireNonNull(rules().get(name), name);
        List<String> report = rule.evaluate(classes).getFailureReport().getDetails();
        assertThat(wrong).as("reported: %s", report).allMatch(arrow -> report.stream()
                .anyMatch(arrow::isNamedBy));
    }

    @Test
    final void evaluate_plantedRightArrows_passEveryRule() throws IOException {
        JavaClasses classes = planted(rightArrows());
        rules().forEach((name, rule) -> assertThat(
                        rule.evaluate(classes).getFailureReport().getDetails())
                .as(name)
                .isEmpty());
    }

    @Test
    final void wrongArrows_ofAllRules_leaveNoRuleUntried() {
        List<String> tried = new ArrayList<>(rulesTriedElsewhere());
        wrongArrows().forEach(wrong -> tried.add(wrong.rule()));
        assertThat(tried).containsAll(rules().keySet());
    }
}
