package dev.larder.hibernate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.Rooms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may depend on whom in the region factory. A new arrow is a design change: it is added here, in a commit of its own
 * that says why.
 *
 * <pre>
 *   dev.larder.hibernate     what Hibernate calls; assembles all rooms, and none knows it
 *   region → access → entry
 *   warm → entry
 *   settings
 * </pre>
 */
final class DependencyRules {
    private static final String FACTORY = "dev.larder.hibernate..";

    private static final Rooms ROOMS = new Rooms(
            "dev.larder.hibernate",
            new TreeMap<>(Map.of(
                    "entry", Set.of(),
                    "access", Set.of("entry"),
                    "region", Set.of("access", "entry"),
                    "settings", Set.of(),
                    "warm", Set.of("entry"))));

    private DependencyRules() {}

    /** All rules by name, in the order in which they are worth reading. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("sees only the engine's API", seesOnlyTheEnginesApi());
        rules.put("needs only Hibernate", needsOnlyHibernate());
        rules.put("leaves Hibernate's internals alone", leavesInternalsAlone());
        rules.put("every class has a room", ROOMS.everyClassHasARoom());
        for (String room : ROOMS.arrows().keySet()) {
            rules.put("arrows of " + room, ROOMS.arrowsOf(room));
        }
        return rules;
    }

    private static ArchRule seesOnlyTheEnginesApi() {
        return noClasses()
                .that()
                .resideInAPackage(FACTORY)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.larder..").and(not(resideInAnyPackage(FACTORY, "dev.larder.store.."))))
                .because("the core is found through ServiceLoader and may change between any two releases");
    }

    private static ArchRule needsOnlyHibernate() {
        return classes()
                .that()
                .resideInAPackage(FACTORY)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.larder..", "org.hibernate..")
                .because("each library more is one more that can clash with the application's");
    }

    private static ArchRule leavesInternalsAlone() {
        return noClasses()
                .that()
                .resideInAPackage(FACTORY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hibernate..internal..")
                .because("one binary serves several versions of Hibernate, which change what is internal as they like");
    }
}
