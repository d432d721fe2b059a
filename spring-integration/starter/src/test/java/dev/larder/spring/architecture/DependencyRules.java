package dev.larder.spring.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.Rooms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may depend on whom in the starter. A new arrow is a design change: it is added here, in a commit of its own that
 * says why.
 *
 * <pre>
 *   dev.larder.spring      Spring's classes and the interceptors; assembles all rooms, and none of these knows it
 *   transaction → entry    the only room that uses spring-tx, which an application may leave out
 *   expression  → entry, annotation
 *   entry, annotation      know no other room
 *   boot                   configures the assembly, and JCache beside it; the only room that uses Spring Boot
 *   boot.actuate, boot.session → boot
 * </pre>
 */
final class DependencyRules {
    private static final String STARTER = "dev.larder.spring..";
    private static final String ASSEMBLY = "dev.larder.spring";
    private static final String BOOT = "dev.larder.spring.boot";
    private static final String API = "dev.larder.store..";
    private static final String LARDER = "dev.larder..";

    private static final Rooms ROOMS = new Rooms(
            ASSEMBLY,
            new TreeMap<>(Map.of(
                    "annotation", Set.of(),
                    "entry", Set.of(),
                    "expression", Set.of("annotation", "entry"),
                    "transaction", Set.of("entry"))));

    /** Libraries that an application may leave out, each with the only room that may use it. */
    private static final Map<String, String> LIBRARIES = new TreeMap<>(Map.of(
            "org.springframework.transaction..", "transaction",
            "org.springframework.boot..", "boot",
            "io.micrometer..", "boot.actuate",
            "org.springframework.session..", "boot.session",
            "javax.cache..", "boot"));

    private DependencyRules() {}

    /** All rules by name, in the order in which they are worth reading. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("starter sees only the engine's API", starterSeesOnlyTheEnginesApi());
        LIBRARIES.forEach((library, room) -> rules.put("only " + room + " uses " + library, onlyUsedBy(room, library)));
        rules.put("every class has a room", ROOMS.everyClassHasARoom(BOOT + ".."));
        for (String room : ROOMS.arrows().keySet()) {
            rules.put("arrows of " + room, ROOMS.arrowsOf(room));
        }
        rules.put("the assembly does not know boot", theAssemblyDoesNotKnowBoot());
        rules.put("boot does not know its annexes", bootDoesNotKnowItsAnnexes());
        return rules;
    }

    private static ArchRule starterSeesOnlyTheEnginesApi() {
        return noClasses()
                .that()
                .resideInAPackage(STARTER)
                .should()
                .dependOnClassesThat(resideInAPackage(LARDER).and(not(resideInAnyPackage(STARTER, API))))
                .because("the core is found through ServiceLoader and may change between any two releases");
    }

    private static ArchRule onlyUsedBy(String room, String library) {
        return noClasses()
                .that()
                .resideInAPackage(STARTER)
                .and()
                .resideOutsideOfPackage(ROOMS.packagesOf(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("an application may leave the library out, and one room can tell what happens then");
    }

    private static ArchRule theAssemblyDoesNotKnowBoot() {
        return noClasses()
                .that()
                .resideInAPackage(ASSEMBLY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BOOT + "..")
                .because("the caches work in applications without Spring Boot");
    }

    private static ArchRule bootDoesNotKnowItsAnnexes() {
        return noClasses()
                .that()
                .resideInAPackage(BOOT)
                .should()
                .dependOnClassesThat(resideInAPackage(BOOT + "..").and(not(resideInAPackage(BOOT))))
                .because("each annex uses libraries that an application may leave out");
    }
}
