package dev.larder.hibernate.architecture;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.DependencyRulesContract;
import java.util.List;
import java.util.Map;

/** Holds the region factory's own classes against {@link DependencyRules}, and these against wrong arrows. */
class DependencyRulesTest extends DependencyRulesContract {
    @Override
    protected String module() {
        return "dev.larder.hibernate";
    }

    @Override
    protected Map<String, ArchRule> rules() {
        return DependencyRules.all();
    }

    @Override
    protected List<WrongArrow> wrongArrows() {
        return List.of(
                new WrongArrow(
                        "sees only the engine's API", "dev.larder.hibernate.entry.User -> dev.larder.core.table.Table"),
                new WrongArrow(
                        "sees only the engine's API", "dev.larder.hibernate.User -> dev.larder.jcache.LarderCache"),
                new WrongArrow("needs only Hibernate", "dev.larder.hibernate.User -> com.acme.Library"),
                new WrongArrow(
                        "needs only Hibernate", "dev.larder.hibernate.access.User -> jakarta.persistence.Entity"),
                new WrongArrow(
                        "leaves Hibernate's internals alone",
                        "dev.larder.hibernate.User -> org.hibernate.cache.internal.Caching"),
                new WrongArrow("every class has a room", "dev.larder.hibernate.util.User -> java.lang.String"),
                new WrongArrow(
                        "arrows of entry", "dev.larder.hibernate.entry.User -> dev.larder.hibernate.access.Used"),
                new WrongArrow(
                        "arrows of access", "dev.larder.hibernate.access.User -> dev.larder.hibernate.region.Used"),
                new WrongArrow("arrows of region", "dev.larder.hibernate.region.User -> dev.larder.hibernate.Used"),
                new WrongArrow(
                        "arrows of settings", "dev.larder.hibernate.settings.User -> dev.larder.hibernate.entry.Used"),
                new WrongArrow("arrows of warm", "dev.larder.hibernate.warm.User -> dev.larder.hibernate.access.Used"));
    }

    @Override
    protected List<String> rightArrows() {
        return List.of(
                "dev.larder.hibernate.Factory -> dev.larder.hibernate.region.Region",
                "dev.larder.hibernate.region.Region -> dev.larder.hibernate.access.Access",
                "dev.larder.hibernate.access.Access -> dev.larder.hibernate.entry.Entries",
                "dev.larder.hibernate.warm.Codec -> dev.larder.hibernate.entry.Entries",
                "dev.larder.hibernate.settings.Settings -> dev.larder.store.settings.Quantities",
                "dev.larder.hibernate.entry.Entries -> dev.larder.store.Keyspace",
                "dev.larder.hibernate.entry.Entries -> org.hibernate.cache.spi.access.SoftLock");
    }
}
