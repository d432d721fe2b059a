package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.StoreClosedException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;

/** The contract, outside transactions and without an index. */
class LarderCacheTest extends CacheContract {
    @Override
    Cache createCache() {
        return Caches.cache(store);
    }

    @Test
    void retrieveWithLoader_absent_loadsOnceAndKeeps() {
        CompletableFuture<String> source = new CompletableFuture<>();

        CompletableFuture<String> first = cache.retrieve("ada", () -> source);
        CompletableFuture<String> second =
                cache.retrieve("ada", () -> CompletableFuture.failedFuture(new AssertionError()));
        source.complete("Lovelace");

        assertThat(first).isCompletedWithValue("Lovelace");
        assertThat(second).isCompletedWithValue("Lovelace");
        assertThat(cache.get("ada").get()).isEqualTo("Lovelace");
    }

    @Test
    void evictIfPresent_loadInFlight_isNotStored() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> loading = cache.retrieve("ada", () -> source);

        cache.evict("ada");
        source.complete("read before the eviction");

        assertThat(loading).isCompletedWithValue("read before the eviction");
        assertThat(cache.get("ada")).isNull();
    }

    @Test
    void get_closedStore_saysSo() {
        store.close();

        assertThatThrownBy(() -> cache.get("ada"))
                .isInstanceOf(StoreClosedException.class)
                .hasMessageContaining("spring/users");
        assertThatThrownBy(() -> cache.put("ada", "Lovelace")).isInstanceOf(StoreClosedException.class);
    }
}
