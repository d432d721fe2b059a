package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager in a store that others use, too. */
class SharedStoreTest {
    private final Store store = Store.open();
    private final LarderCachingProvider provider = new LarderCachingProvider();

    @AfterEach
    void close() {
        provider.close();
        store.close();
    }

    @Test
    void createCache_inAGivenStore_hasAKeyspaceThereUnderAPrefix() {
        Keyspace<String, String> others = store.create("users", KeyspaceConfig.defaults());
        others.put("a", "another's");
        CacheManager manager = manager(null);

        Cache<Object, Object> users = manager.createCache("users", new LarderConfiguration<>());
        users.put("a", "the cache's");

        assertThat(users.getName()).isEqualTo("users");
        assertThat(store.names()).containsExactlyInAnyOrder("users", "jcache/users");
        assertThat(store.find("jcache/users")).isSameAs(users.unwrap(Keyspace.class));
        assertThat(others.get("a")).isEqualTo("another's");
        assertThat(manager.unwrap(Store.class)).isSameAs(store);
    }

    @Test
    void statistics_inAGivenStore_areUnderTheCachesOwnName() throws Exception {
        CacheManager manager = manager(null);

        manager.createCache("users", new LarderConfiguration<>().setStatisticsEnabled(true));

        assertThat(java.lang.management.ManagementFactory.getPlatformMBeanServer()
                        .isRegistered(new javax.management.ObjectName(
                                "javax.cache:type=CacheStatistics,CacheManager=" + manager.getURI() + ",Cache=users")))
                .isTrue();
    }

    @Test
    void close_managerInAGivenStore_dropsItsCachesAndLeavesTheStoreOpen() {
        store.create("others", KeyspaceConfig.defaults());
        CacheManager manager = manager(null);
        manager.createCache("users", new LarderConfiguration<>());

        manager.close();

        assertThat(store.isClosed()).isFalse();
        assertThat(store.names()).containsExactly("others");
    }

    @Test
    void close_storeWasClosedBefore_isNoError() {
        CacheManager manager = manager(null);
        manager.createCache("users", new LarderConfiguration<>());

        store.close();
        manager.close();

        assertThat(manager.isClosed()).isTrue();
    }

    @Test
    void getCacheManager_propertyIsNoStore_saysWhatItMustBe() {
        Properties properties = new Properties();
        properties.put(LarderCachingProvider.STORE_PROPERTY, "my-store");

        assertThatThrownBy(() -> provider.getCacheManager(null, null, properties))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll("'dev.larder.store'", "dev.larder.store.Store", "java.lang.String");
    }

    @Test
    void getCacheManager_fileLimitsTheMemoryOfAGivenStore_isRefused(@TempDir Path folder) throws Exception {
        URI file = Files.writeString(folder.resolve("larder.yaml"), "max-memory: 1MB")
                .toUri();

        assertThatThrownBy(() -> manager(file))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll("larder.yaml", "'max-memory'", "given the store 'larder'");
    }

    @Test
    void getCacheManager_thereIsOneInAnotherStore_isRefused() {
        CacheManager first = manager(null);
        try (Store another = Store.open()) {
            Properties properties = new Properties();
            properties.put(LarderCachingProvider.STORE_PROPERTY, another);
            assertThatThrownBy(() -> provider.getCacheManager(null, null, properties))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContainingAll("in another store", "'dev.larder.store'", "Close that manager");
        }
        assertThat(manager(null)).isSameAs(first);
        assertThat(provider.getCacheManager()).isSameAs(first);
    }

    private CacheManager manager(URI uri) {
        Properties properties = new Properties();
        properties.put(LarderCachingProvider.STORE_PROPERTY, store);
        return provider.getCacheManager(uri, null, properties);
    }
}
