package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that was changed in place, so that its hash code is another: its entry is lost, the cache is not. */
@Timeout(30)
class ChangedKeyTest {
    private static final int CAPACITY = 20;

    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private LarderCache<List<String>, String> cache(String policy) {
        LarderConfiguration<List<String>, String> byReference = new LarderConfiguration<List<String>, String>();
        byReference.setStoreByValue(false);
        return fixture.create(
                policy.equals("no capacity")
                        ? byReference
                        : byReference.setMaxEntries(CAPACITY).setEvictionPolicy(policy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no capacity", "window-tinylfu", "lru", "lfu", "arc", "random", "nearest-expiry", "none"})
    void put_keyWhoseHashCodeChanges_losesThatEntryOnly(String policy) {
        LarderCache<List<String>, String> cache = cache(policy);
        List<String> key = new ArrayList<>(List.of("1"));
        cache.put(key, "alice");
        for (int i = 2; i <= 10; i++) {
            cache.put(List.of("" + i), "value " + i);
        }

        key.add("changed");

        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(List.of("1"))).isNull();
        for (int i = 2; i <= 10; i++) {
            assertThat(cache.get(List.of("" + i))).isEqualTo("value " + i);
        }
        cache.put(key, "carol");
        assertThat(cache.get(key)).isEqualTo("carol");
        assertThat(cache.remove(key)).isTrue();
        assertThat(cache.get(key)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no capacity", "window-tinylfu", "lru", "lfu", "arc", "random", "nearest-expiry", "none"})
    void clear_keyWhoseHashCodeChanged_leavesNothing(String policy) {
        LarderCache<List<String>, String> cache = cache(policy);
        List<String> key = new ArrayList<>(List.of("1"));
        cache.put(key, "alice");
        cache.put(List.of("2"), "bob");
        key.add("changed");

        cache.clear();

        assertThat(cache).isEmpty();
        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(List.of("1"))).isNull();
        assertThat(cache.get(List.of("2"))).isNull();
        assertThat(cache.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru", "lfu", "arc", "random", "nearest-expiry"})
    void put_moreThanTheCapacityAfterAKeyChanged_evictsAsEver(String policy) {
        LarderCache<List<String>, String> cache = cache(policy);
        List<String> key = new ArrayList<>(List.of("changing"));
        cache.put(key, "alice");
        key.add("changed");
        cache.clear();

        for (int i = 0; i < 1_000; i++) {
            cache.put(List.of("" + i), "value " + i);
            assertThat(cache.size()).isLessThanOrEqualTo(CAPACITY + 1);
        }

        assertThat(cache).hasSizeBetween(CAPACITY - 1, CAPACITY).allSatisfy(entry -> {
            assertThat(entry.getValue()).isEqualTo("value " + entry.getKey().get(0));
            assertThat(cache.get(entry.getKey())).isEqualTo(entry.getValue());
        });
    }
}
