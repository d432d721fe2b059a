package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CapacityExceededException;
import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.Subscription.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Full keyspaces whose policy is {@code none}: they refuse, and only what is due makes room. */
class NoEvictionTest extends EvictionFixture {
    @Test
    void nonePolicy_fullKeyspace_refusesNewKeysAndTakesUpdatesAndReplacements() {
        Keyspace<String, String> keyspace = store.create("k", entries(2, "none").build());
        keyspace.put("a", "1");
        keyspace.put("b", "1");
        assertThatThrownBy(() -> keyspace.put("c", "1"))
                .isInstanceOf(CapacityExceededException.class)
                .hasMessageContaining("'k'")
                .hasMessageContaining("2 of 2")
                .hasMessageContaining("'c'");
        assertThatThrownBy(() -> keyspace.compute("c", (key, value) -> "1"))
                .isInstanceOf(CapacityExceededException.class);
        keyspace.put("a", "2");
        assertThat(keyspace.size()).isEqualTo(2);
        keyspace.remove("a");
        keyspace.put("c", "1");
        keyspace.clear();
        keyspace.put("d", "1");
        keyspace.put("e", "1");
        assertThat(keyspace.size()).isEqualTo(2);
    }

    @Test
    void nonePolicy_fullOfEntriesThatAreDue_removesThemForAWrite() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                entries(100, "none")
                        .lifetime(Lifetime.afterWrite(Duration.ofHours(1)))
                        .build());
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, "v");
        }
        clock.advanceMillis(Duration.ofHours(1).toMillis());
        keyspace.put("put", "v");
        assertThat(keyspace.size()).isLessThan(100);
        for (int i = 0; i < 99; i++) {
            keyspace.put("n" + i, "v");
        }
        assertThatThrownBy(() -> keyspace.put("one more", "v")).isInstanceOf(CapacityExceededException.class);
        clock.advanceMillis(Duration.ofHours(1).toMillis());
        keyspace.compute("computed", (key, value) -> "v");
        assertThat(keyspace.get("computed")).isEqualTo("v");
        assertThat(keyspace.stats().expirations()).isEqualTo(200);
    }

    @Test
    void nonePolicy_listenerWantsTheKeyThatWaitsForRoom_isRefused() {
        Keyspace<String, String> keyspace = store.create("k", entries(1, "none").build());
        List<RuntimeException> refusals = new ArrayList<>();
        keyspace.subscribe(Set.of(Change.Kind.EXPIRED), Delivery.SYNCHRONOUS, change -> {
            try {
                keyspace.remove("b");
            } catch (RecursiveOperationException e) {
                refusals.add(e);
            }
        });
        keyspace.put("a", "v", Duration.ofMillis(1));
        clock.advanceMillis(100);
        keyspace.compute("b", (key, value) -> "v");
        assertThat(keyspace.get("b")).isEqualTo("v");
        assertThat(refusals).hasSize(1);
    }
}
