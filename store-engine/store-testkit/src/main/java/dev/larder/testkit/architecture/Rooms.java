package dev.larder.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The packages directly under a module's own, which assembles them and which none of them knows.
 *
 * @param module the module's own package
 * @param arrows each room with the other rooms that it may use
 */
public record Rooms(String module, Map<String, Set<String>> arrows) {
    /** As ArchUnit writes the packages of a room. */
    public String packagesOf(String room) {
        return module + "." + room + "..";
    }

    /** All classes are in the assembly, in a room or in one of the other packages. */
    public ArchRule everyClassHasARoom(String... otherPackages) {
        List<String> known = new ArrayList<>(List.of(otherPackages));
        known.add(module);
        arrows.keySet().forEach(room -> known.add(packagesOf(room)));
        return classes()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .resideInAnyPackage(known.toArray(String[]::new))
                .because("a class outside the rooms escapes every other rule; a new room is added to DependencyRules");
    }

    /** Of its own module, a room uses what it may use. */
    public ArchRule arrowsOf(String room) {
        List<String> allowed = new ArrayList<>(List.of(packagesOf(room)));
        arrows.getOrDefault(room, Set.of()).forEach(other -> allowed.add(packagesOf(other)));
        return noClasses()
                .that()
                .resideInAPackage(packagesOf(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(module + "..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .because("of its module, " + room + " may use only " + String.join(", ", allowed));
    }
}
