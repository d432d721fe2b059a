package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.Subscription.Delivery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry that is larger than the whole keyspace may be. */
@Timeout(60)
class OversizedEntryTest {
    private static final String HUGE = "x".repeat(101);

    private final Store store = Store.open();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** A hundred bytes of values, of which 'a' to 'd' take ten each. */
    private Keyspace<String, String> keyspace(String policy) {
        Keyspace<String, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.bytes(100))
                        .weigher((key, value) -> value.length())
                        .policy(policy)
                        .build());
        for (String key : List.of("a", "b", "c", "d")) {
            keyspace.put(key, "ten  bytes");
        }
        keyspace.subscribe(
                EnumSet.allOf(Change.Kind.class),
                Delivery.SYNCHRONOUS,
                change -> told.add(change.kind() + " " + change.key()));
        return keyspace;
    }

    private static List<String> keysOf(Keyspace<String, String> keyspace) {
        List<String> keys = new ArrayList<>();
        keyspace.iterator().forEachRemaining(entry -> keys.add(entry.getKey()));
        return keys;
    }

    @Test
    void windowTinyLfu_newEntry_isCreatedAndEvictedAndTheOthersStay() {
        Keyspace<String, String> keyspace = keyspace("window-tinylfu");

        keyspace.put("huge", HUGE);

        assertThat(told).containsExactly("CREATED huge", "EVICTED huge");
        assertThat(keysOf(keyspace)).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(keyspace.weightBytes()).isEqualTo(40);
    }

    @Test
    void lru_newEntry_isCreatedAndEvictedAfterAllOthers() {
        Keyspace<String, String> keyspace = keyspace("lru");

        keyspace.put("huge", HUGE);

        assertThat(told)
                .containsExactly("CREATED huge", "EVICTED a", "EVICTED b", "EVICTED c", "EVICTED d", "EVICTED huge");
        assertThat(keyspace.size()).isZero();
        assertThat(keyspace.weightBytes()).isZero();
    }

    @Test
    void windowTinyLfu_entryGrowsSoLarge_isUpdatedAndEvictedAndTheOthersStay() {
        Keyspace<String, String> keyspace = keyspace("window-tinylfu");

        keyspace.put("a", HUGE);

        assertThat(told).containsExactly("UPDATED a", "EVICTED a");
        assertThat(keyspace.get("a")).isNull();
        assertThat(keysOf(keyspace)).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(keyspace.weightBytes()).isEqualTo(30);
    }

    @Test
    void lru_entryGrowsSoLarge_isUpdatedAndEvictedAfterAllOthers() {
        Keyspace<String, String> keyspace = keyspace("lru");

        keyspace.put("a", HUGE);

        assertThat(told).containsExactly("UPDATED a", "EVICTED b", "EVICTED c", "EVICTED d", "EVICTED a");
        assertThat(keyspace.size()).isZero();
        assertThat(keyspace.weightBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru"})
    void putAndCompute_oversizedAgainAndAgain_leaveTheKeyspaceIntact(String policy) {
        Keyspace<String, String> keyspace = keyspace(policy);
        for (int i = 0; i < 100; i++) {
            keyspace.put("huge", HUGE);
            assertThat(keyspace.get("huge")).isNull();
            assertThat(keyspace.compute("huge too", (key, value) -> HUGE)).isEqualTo(HUGE);
            assertThat(keyspace.get("huge too")).isNull();
            keyspace.put("k" + i, "ten  bytes");
            assertThat(keyspace.weightBytes()).isBetween(0L, 100L).isEqualTo(keyspace.size() * 10);
        }
        keyspace.clear();
        assertThat(keyspace.weightBytes()).isZero();

        for (int i = 0; i < 10; i++) {
            keyspace.put("n" + i, "ten  bytes");
        }
        keyspace.maintain();

        assertThat(keyspace.weightBytes()).isEqualTo(100);
        assertThat(keysOf(keyspace)).hasSize(10).allMatch(key -> key.startsWith("n"));
    }
}
