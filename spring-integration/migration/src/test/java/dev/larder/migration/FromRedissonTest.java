package dev.larder.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCache;
import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Store;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;

/** What comes after; what was before needs a server and is only compiled. */
class FromRedissonTest {
    @Test
    void application_after_cachesAsThePageSays() {
        Applications.withSettings("migration/from-redisson.md", "after").run(context -> {
            Applications.requireThatUsersAreCached(context);
            Keyspace<?, ?> users =
                    ((LarderCache) context.getBean(CacheManager.class).getCache("users")).keyspace();
            assertThat(users.config().capacity()).isEqualTo(Capacity.entries(10_000));
            assertThat(users.config().lifetime()).isEqualTo(Lifetime.afterWrite(Duration.ofMinutes(10)));
        });
    }

    @Test
    void map_after_hasTheTimeToLive() {
        try (Store store = Store.open()) {
            Keyspace<Long, User> users = store.create("users", KeyspaceConfig.defaults());
            RedissonAfter.putForAnHour(users, new User(1, "Ann"));
            assertThat(users.get(1L)).isEqualTo(new User(1, "Ann"));
            assertThat(users.timeToLive(1L)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        }
    }
}
