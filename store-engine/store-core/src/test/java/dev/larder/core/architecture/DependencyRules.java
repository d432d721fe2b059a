package dev.larder.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may depend on whom, from the API down to the rooms of the core. A new arrow is a design change: it is added here,
 * in a commit of its own that says why.
 *
 * <p>A room is a package directly under {@code dev.larder.core}, with what is below it. Rooms that are planned and not
 * yet built have their arrows too, so a rule may find no class to look at.
 */
final class DependencyRules {
    private static final String API = "dev.larder.store..";
    private static final String CORE = "dev.larder.core..";
    private static final String LARDER = "dev.larder..";

    /** What adapters and plug-ins are made of, and the adapters themselves. */
    private static final String[] FOREIGN_TO_THE_ENGINE = {
        "javax.cache..",
        "org.springframework..",
        "org.hibernate..",
        "io.netty..",
        "org.apache.ratis..",
        "org.jgroups..",
        "org.rocksdb..",
        "dev.larder.copy..",
        "dev.larder.jcache..",
        "dev.larder.spring..",
        "dev.larder.hibernate.."
    };

    /** Each room with the other rooms that it may use. {@code keyspace} assembles them all, and nobody uses it. */
    static final Map<String, Set<String>> ROOMS = rooms();

    private DependencyRules() {}

    /** All rules by name, in the order in which they are worth reading. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("api needs only the JDK", apiNeedsOnlyTheJdk());
        rules.put("engine knows no adapter", engineKnowsNoAdapter());
        rules.put("nobody sees the core", nobodySeesTheCore());
        rules.put("every core class has a room", everyCoreClassHasARoom());
        rules.put("nobody uses keyspace", nobodyUsesKeyspace());
        for (String room : ROOMS.keySet()) {
            rules.put("arrows of " + room, arrowsOf(room));
        }
        rules.put("no cycles between packages of the core", noCyclesInTheCore());
        return rules;
    }

    static ArchRule apiNeedsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(API, "java..", "org.jspecify..")
                .because("whoever compiles against the API takes its dependencies too");
    }

    static ArchRule engineKnowsNoAdapter() {
        return noClasses()
                .that()
                .resideInAnyPackage(API, CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FOREIGN_TO_THE_ENGINE)
                .because("adapters and plug-ins depend on the engine, never the engine on them");
    }

    static ArchRule nobodySeesTheCore() {
        return noClasses()
                .that()
                .resideInAPackage(LARDER)
                .and()
                .resideOutsideOfPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE)
                .because("the core is found through ServiceLoader and may change between any two releases");
    }

    static ArchRule everyCoreClassHasARoom() {
        return classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .resideInAnyPackage(
                        ROOMS.keySet().stream().map(DependencyRules::packagesOf).toArray(String[]::new))
                .allowEmptyShould(true)
                .because("a class outside the rooms escapes every other rule; a new room is added to DependencyRules");
    }

    static ArchRule nobodyUsesKeyspace() {
        return noClasses()
                .that()
                .resideInAPackage(LARDER)
                .and()
                .resideOutsideOfPackage(packagesOf("keyspace"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packagesOf("keyspace"))
                .because("the assembly knows all rooms, so a call back into it would close a circle");
    }

    static ArchRule arrowsOf(String room) {
        List<String> allowed = new ArrayList<>(List.of(API, packagesOf(room)));
        for (String other : ROOMS.getOrDefault(room, Set.of())) {
            allowed.add(packagesOf(other));
        }
        return noClasses()
                .that()
                .resideInAPackage(packagesOf(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(LARDER).and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .allowEmptyShould(true)
                .because("of Larder, core." + room + " may use only " + String.join(", ", allowed));
    }

    /** One slice for each package: the pattern captures all that follows, so two packages are never one slice. */
    static ArchRule noCyclesInTheCore() {
        return slices().matching("dev.larder.core.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private static String packagesOf(String room) {
        return "dev.larder.core." + room + "..";
    }

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new TreeMap<>();
        rooms.put("policy", Set.of());
        rooms.put("value", Set.of());
        rooms.put("codec", Set.of());
        rooms.put("expiry", Set.of());
        rooms.put("stats", Set.of());
        rooms.put("journal", Set.of());
        rooms.put("snapshot", Set.of());
        rooms.put("weight", Set.of());
        rooms.put("tool", Set.of());
        rooms.put("load", Set.of());
        rooms.put("fanout", Set.of());
        rooms.put("table", Set.of("policy"));
        rooms.put("index", Set.of("table"));
        rooms.put("commit", Set.of("table", "index", "fanout", "expiry", "load", "stats", "weight"));
        rooms.put("tx", Set.of("commit", "table"));
        rooms.put("durable", Set.of("commit", "table", "journal", "snapshot", "codec"));
        rooms.put("keyspace", Set.copyOf(rooms.keySet()));
        return rooms;
    }
}
