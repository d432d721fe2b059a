package dev.larder.copy.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.PlantedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plants wrong arrows and sees that {@link DependencyRules} report each, and that right ones pass. */
class WrongArrowTest {
    private static final List<String> FOREIGN_TYPES = List.of(
            "javax.cache.CacheException",
            "org.springframework.cache.support.NullValue",
            "dev.larder.store.Store",
            "dev.larder.core.table.Table",
            "dev.larder.jcache.CopyFailedException",
            "com.acme.Library");

    @TempDir
    Path classFiles;

    /** An arrow and the rule that must name it. */
    record Planted(String rule, String arrow) {
        boolean isNamedBy(String detail) {
            String[] ends = arrow.split(" -> ", -1);
            return detail.contains(ends[0]) && detail.contains(ends[1]);
        }
    }

    /** All wrong arrows are compiled together, which is quick, and each must be named in its rule's report. */
    @TestFactory
    Stream<DynamicTest> evaluate_plantedWrongArrows_areAllReported() throws IOException {
        List<Planted> wrong = wrongArrows();
        JavaClasses classes =
                planted(wrong.stream().map(Planted::arrow).distinct().toList());
        Map<String, List<Planted>> byRule =
                wrong.stream().collect(groupingBy(Planted::rule, LinkedHashMap::new, toList()));
        return byRule.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> assertAllReported(entry.getKey(), entry.getValue(), classes)));
    }

    @Test
    void evaluate_plantedRightArrows_passEveryRule() throws IOException {
        List<String> arrows = new ArrayList<>(List.of(
                "dev.larder.copy.Copiers -> dev.larder.copy.GraphCopiers",
                "dev.larder.copy.GraphCopiers -> dev.larder.copy.ForyGraphCopier",
                "dev.larder.copy.GraphCopiers -> java.lang.String",
                "dev.larder.copy.ForyPool -> dev.larder.copy.ForyGraphCopier",
                "dev.larder.copy.FlatCopier -> dev.larder.copy.Route",
                "dev.larder.copy.Route -> org.jspecify.annotations.Nullable",
                "dev.larder.jcache.Cache -> dev.larder.copy.Copiers",
                "dev.larder.jcache.Cache -> javax.cache.Cache"));
        DependencyRules.FORYS.forEach(type -> arrows.add(type + " -> org.apache.fory.Fory"));
        JavaClasses classes = planted(arrows);

        DependencyRules.all().forEach((name, rule) -> assertThat(
                        rule.evaluate(classes).getFailureReport().getDetails())
                .as(name)
                .isEmpty());
    }

    @Test
    void wrongArrows_ofAllRules_leaveNoRuleUntried() {
        assertThat(wrongArrows().stream().map(Planted::rule))
                .containsAll(DependencyRules.all().keySet());
    }

    private static List<Planted> wrongArrows() {
        List<Planted> planted = new ArrayList<>();
        for (String foreign : FOREIGN_TYPES) {
            planted.add(new Planted("copier needs only the JDK and Fory", "dev.larder.copy.Route -> " + foreign));
            planted.add(new Planted("copier needs only the JDK and Fory", "dev.larder.copy.ForyPool -> " + foreign));
        }
        for (String user : List.of("Copiers", "GraphCopiers", "FlatParts", "part.ForyPool")) {
            planted.add(new Planted(
                    "only Fory's classes use Fory", "dev.larder.copy." + user + " -> org.apache.fory.Fory"));
        }
        for (String forys : DependencyRules.FORYS) {
            planted.add(
                    new Planted("only the gate leads to Fory's classes", "dev.larder.copy.ByValueCopier -> " + forys));
            if (!forys.endsWith(".ForyGraphCopier")) {
                planted.add(new Planted(
                        "the gate leads to ForyGraphCopier alone", "dev.larder.copy.GraphCopiers -> " + forys));
            }
        }
        return planted;
    }

    private JavaClasses planted(List<String> arrows) throws IOException {
        PlantedClasses.compile(classFiles, arrows);
        return new ClassFileImporter().importPath(classFiles);
    }

    private static void assertAllReported(String name, List<Planted> wrong, JavaClasses classes) {
        ArchRule rule = Objects.requireNonNull(DependencyRules.all().get(name), name);
        List<String> report = rule.evaluate(classes).getFailureReport().getDetails();
        assertThat(wrong).as("reported: %s", report).allMatch(planted -> report.stream()
                .anyMatch(planted::isNamedBy));
    }
}
