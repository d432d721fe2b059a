package dev.larder.copy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may depend on whom in the copier. A new arrow is a design change: it is added here, in a commit of its own that says
 * why.
 *
 * <pre>
 *   adapters → Copiers, Copier, CopyFailure      the only public types
 *   all but Fory's → GraphCopiers → ForyGraphCopier → the rest of Fory's → org.apache.fory
 * </pre>
 *
 * <p>Fory's are the classes that can't be loaded where Fory is absent.
 */
final class DependencyRules {
    private static final String COPY = "dev.larder.copy..";
    private static final String FORY = "org.apache.fory..";
    private static final String GATE = "dev.larder.copy.GraphCopiers";
    private static final String DOOR = "dev.larder.copy.ForyGraphCopier";

    /** The classes that can't be loaded without Fory; what is nested in them belongs to them. */
    static final Set<String> FORYS = Set.of(
            DOOR,
            "dev.larder.copy.ForyPool",
            "dev.larder.copy.ForyRules",
            "dev.larder.copy.ForySerializers",
            "dev.larder.copy.FlatCopier",
            "dev.larder.copy.PlainFields",
            "dev.larder.copy.PlainObjectSerializer");

    private DependencyRules() {}

    /** All rules by name, in the order in which they are worth reading. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("copier needs only the JDK and Fory", copierNeedsOnlyTheJdkAndFory());
        rules.put("only Fory's classes use Fory", onlyForysClassesUseFory());
        rules.put("only the gate leads to Fory's classes", onlyTheGateLeadsToForysClasses());
        rules.put("the gate leads to ForyGraphCopier alone", theGateLeadsToForyGraphCopierAlone());
        return rules;
    }

    static ArchRule copierNeedsOnlyTheJdkAndFory() {
        return classes()
                .that()
                .resideInAPackage(COPY)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(COPY, "java..", "org.jspecify.annotations..", FORY)
                .because("adapters of every standard use the copier, and none brings another's types along");
    }

    static ArchRule onlyForysClassesUseFory() {
        return noClasses()
                .that(resideInAPackage(COPY).and(not(areForys())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(FORY)
                .because("an application may leave Fory out, and all other classes must load without it");
    }

    static ArchRule onlyTheGateLeadsToForysClasses() {
        return noClasses()
                .that(resideInAPackage(COPY).and(not(areForys())).and(not(belongTo(name(GATE)))))
                .should()
                .dependOnClassesThat(areForys())
                .because("the gate looks for Fory before it lets anybody through");
    }

    static ArchRule theGateLeadsToForyGraphCopierAlone() {
        return noClasses()
                .that(belongTo(name(GATE)))
                .should()
                .dependOnClassesThat(areForys().and(not(belongTo(name(DOOR)))))
                .because("it opens a copier or finds that it can't, and has no other business with Fory");
    }

    private static DescribedPredicate<JavaClass> areForys() {
        return belongTo(describe("Fory's", type -> FORYS.contains(type.getName())));
    }
}
