package dev.larder.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;

class FromCaffeineTest {
    @Test
    void application_beforeAndAfter_cachesTheSame() {
        Applications.withBeans(CaffeineBefore.class).run(context -> {
            assertThat(context.getBean(CacheManager.class)).isInstanceOf(CaffeineCacheManager.class);
            Applications.requireThatUsersAreCached(context);
        });
        Applications.withSettings("migration/from-caffeine.md", "after").run(context -> {
            assertThat(context.getBean(CacheManager.class)).isInstanceOf(LarderCacheManager.class);
            Applications.requireThatUsersAreCached(context);
            Keyspace<?, ?> prices =
                    ((LarderCache) context.getBean(CacheManager.class).getCache("prices")).keyspace();
            assertThat(prices.config().capacity()).isEqualTo(Capacity.entries(500));
            assertThat(prices.config().lifetime()).isEqualTo(Lifetime.afterAccess(Duration.ofSeconds(30)));
        });
    }

    @Test
    void map_beforeAndAfter_loadsAndTells() {
        List<String> log = new CopyOnWriteArrayList<>();
        LoadingCache<Long, User> before = CaffeineBefore.users(log);
        assertThat(before.get(1L)).isEqualTo(new User(1, "user 1"));

        try (Store store = Store.open()) {
            Keyspace<Long, User> after = CaffeineAfter.users(store, log);
            assertThat(after.get(1L)).isEqualTo(new User(1, "user 1"));
            assertThat(after.stats().loads()).isEqualTo(1);
            after.remove(1L);
            while (!log.contains("REMOVED 1")) {
                Thread.onSpinWait();
            }
        }
    }
}
