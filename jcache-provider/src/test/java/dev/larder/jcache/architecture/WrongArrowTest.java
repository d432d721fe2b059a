package dev.larder.jcache.architecture;

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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plants wrong arrows and sees that {@link DependencyRules} report each, and that right ones pass. */
class WrongArrowTest {
    private static final String NO_CYCLES = "no cycles between rooms";
    private static final String HAS_A_ROOM = "every class has a room";

    @TempDir
    Path classFiles;

    /** An arrow and the rule that must name it; the report of a missing room names only where the arrow starts. */
    record Planted(String rule, String arrow) {
        boolean isNamedBy(String detail) {
            String[] ends = arrow.split(" -> ", -1);
            return detail.contains(ends[0]) && (rule.equals(HAS_A_ROOM) || detail.contains(ends[1]));
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
    void evaluate_cycleOfTwoRooms_isReported() throws IOException {
        JavaClasses classes = planted(List.of(
                "dev.larder.jcache.operation.Put -> dev.larder.jcache.integration.Writer",
                "dev.larder.jcache.integration.Writer -> dev.larder.jcache.operation.Put"));

        assertThat(DependencyRules.noCyclesBetweenRooms().evaluate(classes).hasViolation())
                .isTrue();
    }

    @Test
    void evaluate_plantedRightArrows_passEveryRule() throws IOException {
        JavaClasses classes = planted(List.of(
                "dev.larder.jcache.Cache -> dev.larder.jcache.processor.Invoke",
                "dev.larder.jcache.Cache -> dev.larder.jcache.configuration.Defaults",
                "dev.larder.jcache.Cache -> dev.larder.store.Store",
                "dev.larder.jcache.configuration.Defaults -> dev.larder.jcache.LarderConfiguration",
                "dev.larder.jcache.configuration.Defaults -> org.snakeyaml.engine.v2.api.Load",
                "dev.larder.jcache.processor.Invoke -> dev.larder.jcache.operation.Put",
                "dev.larder.jcache.operation.Put -> dev.larder.jcache.integration.Writer",
                "dev.larder.jcache.integration.Writer -> javax.cache.integration.CacheWriter",
                "dev.larder.jcache.Cache -> dev.larder.copy.Copier",
                "dev.larder.jcache.event.Listeners -> dev.larder.copy.Copier",
                "dev.larder.jcache.integration.Writer -> dev.larder.copy.Copier",
                "dev.larder.jcache.processor.Invoke -> dev.larder.copy.Copier",
                "dev.larder.jcache.expiry.Rules -> dev.larder.store.spi.StoreClock",
                "dev.larder.jcache.management.Bean -> java.lang.String"));

        DependencyRules.all().forEach((name, rule) -> assertThat(
                        rule.evaluate(classes).getFailureReport().getDetails())
                .as(name)
                .isEmpty());
    }

    @Test
    void wrongArrows_ofAllRules_leaveNoRuleUntried() {
        List<String> tried =
                new ArrayList<>(wrongArrows().stream().map(Planted::rule).toList());
        tried.add(NO_CYCLES);

        assertThat(tried).containsAll(DependencyRules.all().keySet());
    }

    private static List<Planted> wrongArrows() {
        List<Planted> planted = new ArrayList<>();
        for (String user : List.of("dev.larder.jcache.Cache", "dev.larder.jcache.operation.User")) {
            for (String used : List.of("core.table.Table", "testkit.Clock", "spring.Starter", "hibernate.Regions")) {
                planted.add(new Planted(
                        "provider sees only the engine's API and the copier", user + " -> dev.larder." + used));
            }
            for (String used :
                    List.of("com.github.benmanes.caffeine.cache.Cache", "org.apache.fory.Fory", "com.acme.Library")) {
                planted.add(new Planted("provider needs only the standard and its libraries", user + " -> " + used));
            }
            DependencyRules.LIBRARIES.forEach((library, room) -> planted.add(new Planted(
                    "only " + room + " uses " + library, user + " -> " + library.replace("..", ".Library"))));
        }
        planted.add(new Planted(HAS_A_ROOM, "dev.larder.jcache.util.Utils -> java.lang.String"));
        DependencyRules.ROOMS.forEach((room, allowed) -> planted.addAll(wrongArrowsOf(room, allowed)));
        return planted;
    }

    /** To the assembly, and to every other room and the copier where they are not allowed. */
    private static List<Planted> wrongArrowsOf(String room, Set<String> allowed) {
        String user = "dev.larder.jcache." + room + ".User";
        List<Planted> planted = new ArrayList<>();
        planted.add(new Planted("arrows of " + room, user + " -> dev.larder.jcache.Cache"));
        if (!DependencyRules.COPYING_ROOMS.contains(room)) {
            planted.add(new Planted("arrows of " + room, user + " -> dev.larder.copy.Copier"));
        }
        for (String other : DependencyRules.ROOMS.keySet()) {
            if (!other.equals(room) && !allowed.contains(other)) {
                planted.add(new Planted("arrows of " + room, user + " -> dev.larder.jcache." + other + ".User"));
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
