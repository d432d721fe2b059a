package dev.larder.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.DependencyRulesContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the engine's own classes against {@link DependencyRules}, and these against wrong arrows. */
class DependencyRulesTest extends DependencyRulesContract {
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

    @Override
    protected String module() {
        return "dev.larder";
    }

    @Override
    protected Map<String, ArchRule> rules() {
        return DependencyRules.all();
    }

    @Override
    protected List<WrongArrow> wrongArrows() {
        List<WrongArrow> planted = new ArrayList<>();
        planted.add(new WrongArrow("api needs only the JDK", "dev.larder.store.Store -> com.acme.Library"));
        planted.add(
                new WrongArrow("api needs only the JDK", "dev.larder.store.spi.Clock -> dev.larder.core.table.Table"));
        for (String foreign : FOREIGN_TYPES) {
            planted.add(new WrongArrow("engine knows no adapter", "dev.larder.core.table.Table -> " + foreign));
            planted.add(new WrongArrow("engine knows no adapter", "dev.larder.store.Store -> " + foreign));
        }
        planted.add(
                new WrongArrow("engine knows no adapter", "dev.larder.core.commit.Path -> dev.larder.jcache.Cache"));
        planted.add(new WrongArrow("nobody sees the core", "dev.larder.jcache.Cache -> dev.larder.core.table.Table"));
        planted.add(new WrongArrow("nobody sees the core", "dev.larder.testkit.Clock -> dev.larder.core.table.Table"));
        planted.add(new WrongArrow("every core class has a room", "dev.larder.core.util.Utils -> java.lang.String"));
        planted.add(new WrongArrow("every core class has a room", "dev.larder.core.Stray -> java.lang.String"));
        planted.add(
                new WrongArrow("nobody uses keyspace", "dev.larder.jcache.Cache -> dev.larder.core.keyspace.Assembly"));
        DependencyRules.ROOMS.forEach((room, allowed) -> planted.addAll(wrongArrowsOf(room, allowed)));
        return planted;
    }

    /** To every other room that is not allowed, and to an adapter. */
    private static List<WrongArrow> wrongArrowsOf(String room, Set<String> allowed) {
        String user = "dev.larder.core." + room + ".User";
        List<WrongArrow> planted = new ArrayList<>();
        planted.add(new WrongArrow("arrows of " + room, user + " -> dev.larder.jcache.Cache"));
        for (String other : DependencyRules.ROOMS.keySet()) {
            if (!other.equals(room) && !allowed.contains(other)) {
                planted.add(new WrongArrow("arrows of " + room, user + " -> dev.larder.core." + other + ".User"));
            }
        }
        if (!room.equals("keyspace")) {
            planted.add(new WrongArrow("nobody uses keyspace", user + " -> dev.larder.core.keyspace.User"));
        }
        return planted;
    }

    @Override
    protected List<String> rightArrows() {
        return List.of(
                "dev.larder.store.spi.Clock -> dev.larder.store.Store",
                "dev.larder.core.policy.Lru -> dev.larder.store.spi.Clock",
                "dev.larder.core.commit.Path -> dev.larder.core.table.Table",
                "dev.larder.core.keyspace.Assembly -> dev.larder.core.commit.Path",
                "dev.larder.core.keyspace.Assembly -> dev.larder.core.policy.Lru",
                "dev.larder.jcache.Cache -> dev.larder.store.Store",
                "dev.larder.jcache.Cache -> javax.cache.Cache");
    }

    @Override
    protected Set<String> rulesTriedElsewhere() {
        return Set.of("no cycles between packages of the core");
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

    private void assertCycleIsReported(String... arrows) throws IOException {
        assertThat(DependencyRules.noCyclesInTheCore()
                        .evaluate(planted(List.of(arrows)))
                        .hasViolation())
                .isTrue();
    }
}
