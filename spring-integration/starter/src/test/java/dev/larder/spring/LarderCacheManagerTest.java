package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.testkit.LogSpy;
import dev.larder.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which caches there are, and with what settings. */
class LarderCacheManagerTest {
    private final Store store = Caches.store(new ManualClock());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void getCache_unknownName_isCreatedWithTheDefaultsAndOneMessage() {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .defaults(Caches.settings("time-to-live", "1h"))
                .build();
        try (LogSpy log = new LogSpy()) {
            LarderCache users = (LarderCache) manager.getCache("users");

            assertThat(manager.getCache("users")).isSameAs(users);
            assertThat(users.keyspace().config().lifetime().afterUpdateMillis()).isEqualTo(3_600_000);
            assertThat(log.messages()).hasSize(1);
            assertThat(log.messages().get(0)).contains("'users'").contains("larder.caches.users.max-entries");
        }
    }

    @Test
    void getCache_unknownNameWithDots_isInBracketsWhereTheMessageNamesAProperty() {
        LarderCacheManager manager = LarderCacheManager.builder(store).build();
        try (LogSpy log = new LogSpy()) {
            manager.getCache("com.acme.User");

            assertThat(log.messages()).singleElement().asString().contains("larder.caches[com.acme.User].max-entries");
        }
    }

    @Test
    void getCache_nothingSaysHowMuch_isBounded() {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .cache("sized", "a test", Caches.settings("max-size", "1MB"))
                .cache("free", "a test", Caches.settings("max-entries", "unlimited"))
                .cache("named", "a test", SpringCacheSettings.none())
                .build();

        assertThat(manager.require("named").settings().common().capacity()).isEqualTo(Capacity.entries(10_000));
        assertThat(manager.require("any").keyspace().config().capacity()).isEqualTo(Capacity.entries(10_000));
        assertThat(manager.require("sized").keyspace().config().capacity()).isEqualTo(Capacity.bytes(1 << 20));
        assertThat(manager.require("free").keyspace().config().capacity()).isEqualTo(Capacity.unbounded());
    }

    @Test
    void getCache_patternFits_hasItsSettings() {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .defaults(Caches.settings("max-entries", "7", "statistics", "true"))
                .cache("user*", "a test", Caches.settings("max-entries", "3"))
                .build();

        LarderCache users = manager.require("users");

        assertThat(users.settings().common().capacity()).isEqualTo(Capacity.entries(3));
        assertThat(users.keyspace().config().statistics()).isTrue();
        assertThat(manager.getCacheNames()).containsExactly("users");
    }

    @Test
    void getCacheNames_namedCaches_areThereFromTheStart() {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .cache("users", "a test", SpringCacheSettings.none())
                .cache("o*", "a test", SpringCacheSettings.none())
                .build();

        assertThat(manager.getCacheNames()).containsExactly("users");
        assertThat(store.names()).containsExactly("spring/users");
    }

    @Test
    void require_staticAndUnknown_namesTheNearestAndAll() {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .cache("users", "a test", SpringCacheSettings.none())
                .cache("orders", "a test", SpringCacheSettings.none())
                .dynamic(false)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.require("user"))
                .withMessageContaining("'user'")
                .withMessageContaining("did you mean 'users'?")
                .withMessageContaining("orders, users")
                .withMessageContaining("larder.caches[user]")
                .withMessageContaining("larder.dynamic=true");
        assertThat(manager.getCache("users#10m")).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> manager.require("user#10m"));
        assertThat(manager.getCache("user")).isNull();
        assertThat(manager.getCache("user#10m")).isNull();
    }

    @Test
    void builder_sameNameTwice_namesBothPlaces() {
        LarderCacheManager.Builder builder =
                LarderCacheManager.builder(store).cache("users", "here", SpringCacheSettings.none());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.cache("users", "there", SpringCacheSettings.none()))
                .withMessageContaining("here")
                .withMessageContaining("there");
    }

    @Test
    void addCacheListener_always_hearsOfThoseThereAreAndLaterOnes() {
        LarderCacheManager manager = Caches.manager(store, "users");
        List<String> heard = new ArrayList<>();
        manager.addCacheListener(cache -> heard.add(cache.getName()));
        assertThat(heard).containsExactly("users");

        manager.getCache("orders");
        manager.getCache("orders");

        assertThat(heard).containsExactly("users", "orders");
    }

    @Test
    void addCacheListener_thatFails_isLoggedAndKeepsNobodyFromTheCache() {
        LarderCacheManager manager = Caches.manager(store, "users");
        List<String> heard = new ArrayList<>();
        try (LogSpy log = new LogSpy()) {
            manager.addCacheListener(cache -> {
                throw new IllegalStateException("broken");
            });
            manager.addCacheListener(cache -> heard.add(cache.getName()));

            assertThat(manager.getCache("orders")).isSameAs(manager.getCache("orders"));

            assertThat(heard).containsExactly("users", "orders");
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("listener failed"))
                    .hasSize(2);
        }
    }

    @Test
    void addCacheListener_laterCache_isNotThereBeforeTheListenerHeard() {
        LarderCacheManager manager = Caches.manager(store, "users");
        manager.addCacheListener(cache -> {
            assertThat(manager.getCacheNames().contains(cache.getName()))
                    .isEqualTo(cache.getName().equals("users"));
            assertThat(manager.getCache(cache.getName())).isSameAs(cache);
        });

        try (LogSpy log = new LogSpy()) {
            manager.getCache("orders");

            assertThat(log.messages()).noneMatch(message -> message.contains("listener failed"));
        }
    }

    @Test
    void resetCaches_always_emptiesAll() {
        LarderCacheManager manager = Caches.manager(store, "users");
        manager.require("users").put("ada", "Lovelace");
        manager.require("orders").put(1, "tea");

        manager.resetCaches();

        assertThat(manager.require("users").get("ada")).isNull();
        assertThat(manager.require("orders").get(1)).isNull();
        assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("users", "orders");
    }

    @Test
    void getCache_nameWithHashAndSettingsOfItsOwn_isTakenAsItIs() {
        LarderCacheManager manager = Caches.manager(store, "a#b", "max-entries", "5");

        assertThat(manager.require("a#b").settings().common().capacity()).isEqualTo(Capacity.entries(5));
    }

    @Test
    void getCache_nameWithDurationAndSettingsOfItsOwn_hasThoseBeforeItsBaseAndTheDuration() {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .cache("users", "a test", Caches.settings("max-entries", "7", "metadata", "true"))
                .cache("users#5m", "a test", Caches.settings("max-entries", "3"))
                .cache("users#1h", "a test", Caches.settings("time-to-idle", "2m"))
                .cache("alone#10s", "a test", SpringCacheSettings.none())
                .dynamic(false)
                .build();

        KeyspaceConfig<?, ?> five = manager.require("users#5m").keyspace().config();
        assertThat(five.capacity()).isEqualTo(Capacity.entries(3));
        assertThat(five.lifetime().afterUpdateMillis()).isEqualTo(300_000);
        assertThat(five.metadata()).isTrue();
        KeyspaceConfig<?, ?> hour = manager.require("users#1h").keyspace().config();
        assertThat(hour.capacity()).isEqualTo(Capacity.entries(7));
        assertThat(hour.lifetime().afterAccessMillis()).isEqualTo(120_000);
        assertThat(manager.require("alone#10s").keyspace().config().lifetime().afterUpdateMillis())
                .isEqualTo(10_000);
    }
}
