package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Subscription.Delivery;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full keyspaces: who has to go, and who stays. */
class EvictionTest extends EvictionFixture {
    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru", "lfu", "arc", "random", "nearest-expiry"})
    void put_moreThanTheCapacity_evictsAndTells(String policy) {
        Keyspace<String, String> keyspace =
                store.create("k", entries(100, policy).build());
        List<Change<String, String>> evicted = new ArrayList<>();
        keyspace.subscribe(Set.of(Change.Kind.EVICTED), Delivery.SYNCHRONOUS, evicted::add);
        for (int i = 0; i < 1_000; i++) {
            keyspace.put("k" + i, "v" + i);
            assertThat(keyspace.size()).isLessThanOrEqualTo(101);
        }
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(100);
        assertThat(keyspace.stats().evictions()).isEqualTo(900);
        assertThat(evicted).hasSize(900).allSatisfy(change -> {
            assertThat(change.value()).isEqualTo("v" + change.key().substring(1));
            assertThat(keyspace.get(change.key())).isNull();
        });
    }

    @Test
    void lru_fullKeyspace_keepsWhatWasReadLast() {
        Keyspace<String, String> keyspace = store.create("k", entries(3, "lru").build());
        keyspace.put("a", "1");
        keyspace.put("b", "1");
        keyspace.put("c", "1");
        keyspace.get("a");
        keyspace.put("d", "1");
        assertThat(keyspace.containsKey("b")).isFalse();
        assertThat(keyspace.getAll(List.of("a", "c", "d"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volatile-lru", "volatile-lfu"})
    void volatilePolicy_fullKeyspace_evictsOnlyWhatHasADeadline(String policy) {
        Keyspace<String, String> keyspace =
                store.create("k", entries(10, policy).build());
        for (int i = 0; i < 8; i++) {
            keyspace.put("eternal" + i, "v");
        }
        for (int i = 0; i < 100; i++) {
            keyspace.put("volatile" + i, "v", Duration.ofHours(1));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(keyspace.containsKey("eternal" + i)).isTrue();
        }
        assertThat(keyspace.size()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"window-tinylfu, true", "lru, true", "window-tinylfu, false", "lru, false"})
    void pinnedEntry_inAFullKeyspace_staysUntilUnpinned(String policy, boolean weighed) {
        KeyspaceConfig.Builder<String, String> config = weighed
                ? KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.bytes(50))
                        .weigher((key, value) -> 1)
                : KeyspaceConfig.<String, String>builder().capacity(Capacity.entries(50));
        Keyspace<String, String> keyspace =
                store.create("k", config.policy(policy).build());
        keyspace.put("pinned", "v", EvictionHint.PINNED);
        flood(keyspace);
        assertThat(keyspace.get("pinned")).isEqualTo("v");
        assertThat(keyspace.size()).isEqualTo(51);
        keyspace.put("pinned", "w");
        flood(keyspace);
        flood(keyspace);
        assertThat(keyspace.size()).isEqualTo(50);
    }

    private static void flood(Keyspace<String, String> keyspace) {
        for (int i = 0; i < 1_000; i++) {
            keyspace.put("flood" + i, "v");
            keyspace.get("flood" + i);
            keyspace.get("flood" + i);
        }
        keyspace.maintain();
    }

    @Test
    void expiringEntries_inABoundedKeyspace_leaveRoomWhenTheyAreDue() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                entries(100, "arc")
                        .lifetime(Lifetime.afterWrite(Duration.ofSeconds(1)))
                        .build());
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, "v");
        }
        clock.advanceMillis(1_000);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
        for (int i = 0; i < 100; i++) {
            keyspace.put("n" + i, "v");
        }
        assertThat(keyspace.size()).isEqualTo(100);
        assertThat(keyspace.stats().evictions()).isZero();
        assertThat(keyspace.stats().expirations()).isEqualTo(100);
    }

    @Test
    void evictedValues_inAKeyspaceThatExpiresThemMuchLater_areGarbage() {
        Keyspace<Integer, Object> keyspace = store.create(
                "k",
                KeyspaceConfig.<Integer, Object>builder()
                        .capacity(Capacity.entries(10))
                        .lifetime(Lifetime.afterWrite(Duration.ofHours(1)))
                        .build());
        List<WeakReference<Object>> values = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Object value = new Object();
            values.add(new WeakReference<>(value));
            keyspace.put(i, value);
        }
        assertThat(keyspace.size()).isEqualTo(10);
        System.gc();
        assertThat(values).filteredOn(value -> value.get() != null).hasSizeLessThan(100);
    }

    @Test
    void unknownPolicy_isRefusedWithTheNearestName() {
        assertThatThrownBy(() -> store.create("k", entries(5, "lruu").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lruu")
                .hasMessageContaining("lru");
        assertThat(store.names()).isEmpty();
    }
}
