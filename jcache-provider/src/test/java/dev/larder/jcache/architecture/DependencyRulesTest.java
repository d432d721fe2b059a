package dev.larder.jcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.DependencyRulesContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the provider's own classes against {@link DependencyRules}, and these against wrong arrows. */
class DependencyRulesTest extends DependencyRulesContract {
    @Override
    protected String module() {
        return "dev.larder.jcache";
    }

    @Override
    protected Map<String, ArchRule> rules() {
        return DependencyRules.all();
    }

    @Override
    protected List<WrongArrow> wrongArrows() {
        List<WrongArrow> planted = new ArrayList<>();
        for (String user : List.of("dev.larder.jcache.Cache", "dev.larder.jcache.operation.User")) {
            for (String used : List.of("core.table.Table", "testkit.Clock", "spring.Starter", "hibernate.Regions")) {
                planted.add(new WrongArrow(
                        "provider sees only the engine's API and the copier", user + " -> dev.larder." + used));
            }
            for (String used :
                    List.of("com.github.benmanes.caffeine.cache.Cache", "org.apache.fory.Fory", "com.acme.Library")) {
                planted.add(new WrongArrow("provider needs only the standard and its libraries", user + " -> " + used));
            }
            DependencyRules.LIBRARIES.forEach((library, room) -> planted.add(new WrongArrow(
                    "only " + room + " uses " + library, user + " -> " + library.replace("..", ".Library"))));
        }
        planted.add(new WrongArrow("every class has a room", "dev.larder.jcache.util.Utils -> java.lang.String"));
        DependencyRules.ROOMS.forEach((room, allowed) -> planted.addAll(wrongArrowsOf(room, allowed)));
        return planted;
    }

    /** To the assembly, and to every other room and the copier where they are not allowed. */
    private static List<WrongArrow> wrongArrowsOf(String room, Set<String> allowed) {
        String user = "dev.larder.jcache." + room + ".User";
        List<WrongArrow> planted = new ArrayList<>();
        planted.add(new WrongArrow("arrows of " + room, user + " -> dev.larder.jcache.Cache"));
        if (!DependencyRules.COPYING_ROOMS.contains(room)) {
            planted.add(new WrongArrow("arrows of " + room, user + " -> dev.larder.copy.Copier"));
        }
        for (String other : DependencyRules.ROOMS.keySet()) {
            if (!other.equals(room) && !allowed.contains(other)) {
                planted.add(new WrongArrow("arrows of " + room, user + " -> dev.larder.jcache." + other + ".User"));
            }
        }
        return planted;
    }

    @Override
    protected List<String> rightArrows() {
        return List.of(
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
                "dev.larder.jcache.management.Bean -> java.lang.String");
    }

    @Override
    protected Set<String> rulesTriedElsewhere() {
        return Set.of("no cycles between rooms");
    }

    @Test
    void evaluate_cycleOfTwoRooms_isReported() throws IOException {
        JavaClasses classes = planted(List.of(
                "dev.larder.jcache.operation.Put -> dev.larder.jcache.integration.Writer",
                "dev.larder.jcache.integration.Writer -> dev.larder.jcache.operation.Put"));

        assertThat(DependencyRules.noCyclesBetweenRooms().evaluate(classes).hasViolation())
                .isTrue();
    }
}
