package dev.larder.core.architecture;

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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plants wrong arrows and sees that {@link DependencyRules} report each, and that right ones pass. */
class WrongArrowTest {
    private static final List<String> FOREIGN_TYPES = List.of(
            "javax.cache.Cache",
            "org.springframework.cache.Cache",
            "org.hibernate.cache.spi.RegionFactory",
            "io.netty.buffer.ByteBuf",
            "org.apache.ratis.client.RaftClient",
            "org.jgroups.JChannel",
            "org.rocksdb.RocksDB",
            "dev.larder.copy.Copiers",
            "dev.larder.spring.SpringCache",
            "dev.larder.hibernate.Regions");

    @TempDir
    Path classFiles;

    /** An arrow and the rule that must name it; the report of a missing room names only where the arrow starts. */
    record Planted(String rule, String arrow) {
        boolean isNamedBy(String detail) {
            String[] ends = arrow.split(" -> ", -1);
            return detail.contains(ends[0]) && (detail.contains(ends[1]) || rule.equals("every core class has a room"));
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
                        entry.getKey(), () -> assertAllReported(rule(entry.getKey()), entry.getValue(), classes)));
    }

    @Test
    void evaluate_cycleOfTwoRooms_isReported() throws IOException {
        assertCycleIsReported(
                "dev.larder.core.table.Table -> dev.larder.core.commit.Path",
                "dev.larder.core.commit.Path -> dev.larder.core.table.Table");
    }

    @Test
    void evaluate_cycleWithinOneRoom_isReported() throws IOException {
        assertCycleIsReported(
                "dev.larder.core.table.Table -> dev.larder.core.table.scan.Cursor",
                "dev.larder.core.table.scan.Cursor -> dev.larder.core.table.Table");
    }

    @Test
    void evaluate_plantedRightArrows_passEveryRule() throws IOException {
        JavaClasses classes = planted(List.of(
                "dev.larder.store.spi.Clock -> dev.larder.store.Store",
                "dev.larder.core.policy.Lru -> dev.larder.store.spi.Clock",
                "dev.larder.core.commit.Path -> dev.larder.core.table.Table",
                "dev.larder.core.keyspace.Assembly -> dev.larder.core.commit.Path",
                "dev.larder.core.keyspace.Assembly -> dev.larder.core.policy.Lru",
                "dev.larder.jcache.Cache -> dev.larder.store.Store",
                "dev.larder.jcache.Cache -> javax.cache.Cache"));

        DependencyRules.all().forEach((name, rule) -> assertThat(
                        rule.evaluate(classes).getFailureReport().getDetails())
                .as(name)
                .isEmpty());
    }

    @Test
    void wrongArrows_ofAllRules_leaveNoRuleUntried() {
        List<String> tried =
                new ArrayList<>(wrongArrows().stream().map(Planted::rule).toList());
        tried.add("no cycles between packages of the core");

        assertThat(tried).containsAll(DependencyRules.all().keySet());
    }

    private static List<Planted> wrongArrows() {
        List<Planted> planted = new ArrayList<>();
        planted.add(new Planted("api needs only the JDK", "dev.larder.store.Store -> com.acme.Library"));
        planted.add(new Planted("api needs only the JDK", "dev.larder.store.spi.Clock -> dev.larder.core.table.Table"));
        for (String foreign : FOREIGN_TYPES) {
            planted.add(new Planted("engine knows no adapter", "dev.larder.core.table.Table -> " + foreign));
            planted.add(new Planted("engine knows no adapter", "dev.larder.store.Store -> " + foreign));
        }
        planted.add(new Planted("engine knows no adapter", "dev.larder.core.commit.Path -> dev.larder.jcache.Cache"));
        planted.add(new Planted("nobody sees the core", "dev.larder.jcache.Cache -> dev.larder.core.table.Table"));
        planted.add(new Planted("nobody sees the core", "dev.larder.testkit.Clock -> dev.larder.core.table.Table"));
        planted.add(new Planted("every core class has a room", "dev.larder.core.util.Utils -> java.lang.String"));
        planted.add(new Planted("every core class has a room", "dev.larder.core.Stray -> java.lang.String"));
        planted.add(
                new Planted("nobody uses keyspace", "dev.larder.jcache.Cache -> dev.larder.core.keyspace.Assembly"));
        DependencyRules.ROOMS.forEach((room, allowed) -> planted.addAll(wrongArrowsOf(room, allowed)));
        return planted;
    }

    /** To every other room that is not allowed, and to an adapter. */
    private static List<Planted> wrongArrowsOf(String room, Set<String> allowed) {
        String user = "dev.larder.core." + room + ".User";
        List<Planted> planted = new ArrayList<>();
        planted.add(new Planted("arrows of " + room, user + " -> dev.larder.jcache.Cache"));
        for (String other : DependencyRules.ROOMS.keySet()) {
            if (!other.equals(room) && !allowed.contains(other)) {
                planted.add(new Planted("arrows of " + room, user + " -> dev.larder.core." + other + ".User"));
            }
        }
        if (!room.equals("keyspace")) {
            planted.add(new Planted("nobody uses keyspace", user + " -> dev.larder.core.keyspace.User"));
        }
        return planted;
    }

    private JavaClasses planted(List<String> arrows) throws IOException {
        PlantedClasses.compile(classFiles, arrows);
        return new ClassFileImporter().importPath(classFiles);
    }

    private static void assertAllReported(ArchRule rule, List<Planted> wrong, JavaClasses classes) {
        List<String> report = rule.evaluate(classes).getFailureReport().getDetails();
        assertThat(wrong).as("reported: %s", report).allMatch(planted -> report.stream()
                .anyMatch(planted::isNamedBy));
    }

    private void assertCycleIsReported(String... arrows) throws IOException {
        JavaClasses classes = planted(List.of(arrows));

        assertThat(DependencyRules.noCyclesInTheCore().evaluate(classes).hasViolation())
                .isTrue();
    }

    private static ArchRule rule(String name) {
        Map<String, ArchRule> rules = DependencyRules.all();
        ArchRule rule = rules.get(name);
        if (rule == null) {
            throw new AssertionError("No rule is called '" + name + "'; there are " + rules.keySet());
        }
        return rule;
    }
}
