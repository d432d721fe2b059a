package dev.larder.jcache.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.jcache.LarderConfiguration;
import dev.larder.testkit.architecture.Rooms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may depend on whom in the provider. A new arrow is a design change: it is added here, in a commit of its own that
 * says why.
 *
 * <pre>
 *   dev.larder.jcache              the standard's classes; assembles all rooms, and none knows it
 *   processor → operation          processor also uses all that is below operation
 *   operation → integration, management, expiry
 *   integration → expiry
 *   configuration → LarderConfiguration, which it fills in: the only way back into the assembly
 * </pre>
 *
 * <p>A room is a package directly under {@code dev.larder.jcache}. Any of them may use the standard and the engine's API,
 * and none the engine's core. The copier, {@code dev.larder.copy}, is for the assembly and the rooms that meet the
 * application's keys and values: {@code event}, {@code integration} and {@code processor}.
 */
final class DependencyRules {
    static final String PROVIDER = "dev.larder.jcache..";
    private static final String ASSEMBLY = "dev.larder.jcache";
    private static final String API = "dev.larder.store..";
    private static final String COPY = "dev.larder.copy..";
    private static final String LARDER = "dev.larder..";

    /** Each room with the other rooms that it may use. */
    static final Map<String, Set<String>> ROOMS = rooms();

    /** The rooms that may use the copier. */
    static final Set<String> COPYING_ROOMS = Set.of("event", "integration", "processor");

    /** Libraries that an application may leave out or replace, each with the only room that may use it. */
    static final Map<String, String> LIBRARIES = new TreeMap<>(Map.of("org.snakeyaml..", "configuration"));

    private DependencyRules() {}

    /** All rules by name, in the order in which they are worth reading. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("provider sees only the engine's API and the copier", providerSeesOnlyTheEnginesApiAndTheCopier());
        rules.put("provider needs only the standard and its libraries", providerNeedsOnlyTheStandardAndItsLibraries());
        LIBRARIES.forEach((library, room) -> rules.put("only " + room + " uses " + library, onlyUsedBy(room, library)));
        rules.put("every class has a room", new Rooms(ASSEMBLY, ROOMS).everyClassHasARoom());
        for (String room : ROOMS.keySet()) {
            rules.put("arrows of " + room, arrowsOf(room));
        }
        rules.put("no cycles between rooms", noCyclesBetweenRooms());
        return rules;
    }

    static ArchRule providerSeesOnlyTheEnginesApiAndTheCopier() {
        return noClasses()
                .that()
                .resideInAPackage(PROVIDER)
                .should()
                .dependOnClassesThat(resideInAPackage(LARDER).and(not(resideInAnyPackage(PROVIDER, API, COPY))))
                .because("the core is found through ServiceLoader and may change between any two releases");
    }

    static ArchRule providerNeedsOnlyTheStandardAndItsLibraries() {
        List<String> allowed = new ArrayList<>(List.of("java..", "javax.management..", "javax.cache.."));
        allowed.addAll(List.of("org.jspecify.annotations..", LARDER));
        allowed.addAll(LIBRARIES.keySet());
        return classes()
                .that()
                .resideInAPackage(PROVIDER)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .because("each library more is one more that can clash with the application's");
    }

    static ArchRule onlyUsedBy(String room, String library) {
        return noClasses()
                .that()
                .resideInAPackage(PROVIDER)
                .and()
                .resideOutsideOfPackage(packagesOf(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("an application may leave the library out, and one room can tell what happens then");
    }

    static ArchRule arrowsOf(String room) {
        List<String> allowed = new ArrayList<>(List.of(packagesOf(room)));
        ROOMS.getOrDefault(room, Set.of()).forEach(other -> allowed.add(packagesOf(other)));
        if (COPYING_ROOMS.contains(room)) {
            allowed.add(COPY);
        }
        var wrong = resideInAnyPackage(PROVIDER, COPY).and(not(resideInAnyPackage(allowed.toArray(String[]::new))));
        return noClasses()
                .that()
                .resideInAPackage(packagesOf(room))
                .should()
                .dependOnClassesThat(
                        room.equals("configuration") ? wrong.and(not(belongToAnyOf(LarderConfiguration.class))) : wrong)
                .because("of the provider and the copier, " + room + " may use only " + String.join(", ", allowed)
                        + "; the assembly knows all rooms, so a call back into it would close a circle");
    }

    /** One slice for each room; the assembly is none, for what leads back into it is in the arrows. */
    static ArchRule noCyclesBetweenRooms() {
        return slices().matching("dev.larder.jcache.(*)..").should().beFreeOfCycles();
    }

    private static String packagesOf(String room) {
        return "dev.larder.jcache." + room + "..";
    }

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new TreeMap<>();
        rooms.put("configuration", Set.of());
        rooms.put("expiry", Set.of());
        rooms.put("management", Set.of());
        rooms.put("event", Set.of());
        rooms.put("integration", Set.of("expiry"));
        rooms.put("operation", Set.of("expiry", "integration", "management"));
        rooms.put("processor", Set.of("expiry", "integration", "management", "operation"));
        return rooms;
    }
}
