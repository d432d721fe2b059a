package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecException;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.RestoreReport;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.PersistenceSettings;
import dev.larder.testkit.ManualClock;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What caches have after their manager was closed and opened again. */
@Timeout(60)
class RestartTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private LarderCachingProvider provider = new LarderCachingProvider(clock);
    private LarderCacheManager manager;

    @BeforeEach
    void openManager() throws IOException {
        manager = managerOf("""
                data-directory: "%s"
                segment-size: 64KB
                caches:
                  "*": { codec: java }
                """.formatted(directory.resolve("data").toString().replace('\\', '/')));
    }

    @AfterEach
    void closeProvider() {
        provider.close();
    }

    private LarderCacheManager managerOf(String file) throws IOException {
        URI uri = Files.writeString(directory.resolve("larder.yaml"), file).toUri();
        return provider.getCacheManager(uri, null);
    }

    private void restart() throws IOException {
        manager.close();
        provider.close();
        provider = new LarderCachingProvider(clock);
        openManager();
    }

    private static <K, V> LarderConfiguration<K, V> kept(Class<K> keys, Class<V> values) {
        return new LarderConfiguration<K, V>().setTypes(keys, values).setPersistence(Mode.HYBRID);
    }

    private static LarderConfiguration<String, String> strings() {
        return kept(String.class, String.class);
    }

    private Cache<String, String> users(UnaryOperator<LarderConfiguration<String, String>> settings) {
        return manager.createCache("users", settings.apply(strings()));
    }

    private Cache<String, String> users() {
        return users(configuration -> configuration);
    }

    /** A value of a class of the application. */
    record Order(long number, String article) implements Serializable {}

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void restart_afterPutsAndRemovals_bringsBackTheLastState(Mode mode) throws IOException {
        Cache<String, String> before = users(configuration -> configuration.setPersistence(mode));
        before.put("a", "1");
        before.put("b", "1");
        before.put("a", "2");
        before.remove("b");

        restart();

        Cache<String, String> after = users(configuration -> configuration.setPersistence(mode));
        assertThat(after.get("a")).isEqualTo("2");
        assertThat(after.containsKey("b")).isFalse();
    }

    @Test
    void restart_typesOfTheConfiguration_areAllowedWithoutBeingNamed() throws IOException {
        manager.createCache("orders", kept(Long.class, Order.class)).put(7L, new Order(7, "Momo"));

        restart();

        assertThat(manager.createCache("orders", kept(Long.class, Order.class)).get(7L))
                .isEqualTo(new Order(7, "Momo"));
    }

    @Test
    void close_ofACacheThatIsCreatedAgain_keepsItsEntries() {
        Cache<String, String> cache = users();
        cache.put("a", "1");
        cache.close();

        assertThat(users().get("a")).isEqualTo("1");
    }

    @Test
    void destroyCache_openOrOfAnEarlierRun_deletesItForGood() throws IOException {
        users().put("a", "1");
        manager.createCache("guests", strings()).put("a", "1");
        manager.destroyCache("users");
        restart();
        manager.destroyCache("guests");

        assertThat(users().containsKey("a")).isFalse();
        assertThat(manager.createCache("guests", strings()).containsKey("a")).isFalse();
        restart();
        assertThat(users().containsKey("a")).isFalse();
        assertThat(manager.createCache("guests", strings()).containsKey("a")).isFalse();
    }

    @Test
    void restart_standardExpiry_goesOnToTheSameDeadline() throws IOException {
        UnaryOperator<LarderConfiguration<String, String>> tenMinutes =
                configuration -> configuration.setTimeToLive(java.time.Duration.ofMinutes(10));
        users(tenMinutes).put("a", "1");
        clock.advance(java.time.Duration.ofMinutes(6));

        restart();

        Cache<String, String> after = users(tenMinutes);
        assertThat(after.get("a")).isEqualTo("1");
        clock.advance(java.time.Duration.ofMinutes(4));
        assertThat(after.get("a")).isNull();
    }

    @Test
    void restart_expiryPolicyOfTheApplication_keepsTheDeadlinesThatItGave() throws IOException {
        UnaryOperator<LarderConfiguration<String, String>> given =
                configuration -> configuration.setExpiryPolicyFactory(new SingletonFactory<>(new GivenTimes()));
        users(given).put("a", "1");
        clock.advance(java.time.Duration.ofMinutes(4));
        restart();

        Cache<String, String> after = users(given);
        assertThat(after.containsKey("a")).isTrue();
        clock.advance(java.time.Duration.ofMinutes(1));
        assertThat(after.containsKey("a")).isFalse();
    }

    /** Not one of the standard's, so it is asked each time. */
    private static final class GivenTimes implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return new Duration(TimeUnit.MINUTES, 5);
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }
    }

    @Test
    void restart_withLoaderAndListener_loadsNothingAndTellsNobody() throws IOException {
        AtomicInteger told = new AtomicInteger();
        MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
        CacheEntryCreatedListener<String, String> counting = events -> events.forEach(event -> told.incrementAndGet());
        users().put("a", "1");
        restart();

        Cache<String, String> after = users(configuration -> configuration
                .setReadThrough(true)
                .setCacheLoaderFactory(new SingletonFactory<>(loader))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(counting), null, false, true)));

        assertThat(after.get("a")).isEqualTo("1");
        assertThat(loader.asked).isEmpty();
        assertThat(told).hasValue(0);
        after.put("b", "1");
        assertThat(told).hasValue(1);
    }

    @Test
    void restart_cacheWhoseClassIsNotAllowedAnyMore_missesAndCounts() throws IOException {
        manager.createCache("orders", kept(Long.class, Order.class)).put(7L, new Order(7, "Momo"));
        restart();

        LarderCache<Long, Object> orders = manager.createCache("orders", kept(Long.class, Object.class));

        assertThat(orders.get(7L)).isNull();
        RestoreReport report = ((Keyspace<?, ?>) orders.unwrap(Keyspace.class))
                .restored()
                .toCompletableFuture()
                .join();
        assertThat(report.undecodable()).isEqualTo(1);
        orders.put(7L, 1);
        assertThat(orders.get(7L)).isEqualTo(1);
    }

    @Test
    void restart_dataWhoseClassIsNotAllowedAnyMore_isRefusedAndKept() throws IOException {
        PersistenceSettings data =
                PersistenceSettings.builder().mode(Mode.HYBRID).role(Role.DATA).build();
        manager.createCache("orders", kept(Long.class, Order.class).setPersistence(data))
                .put(7L, new Order(7, "Momo"));
        restart();

        assertThatThrownBy(() -> manager.createCache(
                        "orders", kept(Long.class, Object.class).setPersistence(data)))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll("Cache 'orders' was not created", Order.class.getName())
                .hasRootCauseInstanceOf(CodecException.class);
        restart();
        assertThat(manager.createCache("orders", kept(Long.class, Order.class).setPersistence(data))
                        .get(7L))
                .isEqualTo(new Order(7, "Momo"));
    }

    @Test
    void createCache_managerWithoutDataDirectory_namesTheSettingToMake() {
        assertThatThrownBy(() -> provider.getCacheManager().createCache("users", strings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Cache 'users' was not created", "is hybrid", "Set 'data-directory'");
    }

    @Test
    void createCache_directoryIsAnothers_saysWho() {
        users().put("a", "1");

        LarderCacheManager second = new LarderCachingProvider(clock)
                .getCacheManager(manager.getURI(), getClass().getClassLoader());

        assertThatThrownBy(() -> second.createCache("users", strings()))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll(
                        "can't open its store",
                        "data",
                        Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void createCache_fileSaysWhatIsKept_appliesToConfigurationsThatSayNothing() throws IOException {
        manager.close();
        LarderCacheManager other =
                managerOf("""
                data-directory: "%s"
                defaults: { persistence: log, codec: java }
                caches:
                  volatile: { persistence: none }
                """.formatted(directory.resolve("data").toString().replace('\\', '/')));

        other.createCache("users", new MutableConfiguration<>());
        other.createCache("volatile", new MutableConfiguration<>());

        Store store = other.unwrap(Store.class);
        assertThat(store.find("users").config().persistence().mode()).isEqualTo(Mode.LOG);
        assertThat(store.find("users").config().persistence().codecs().valueCodec())
                .isEqualTo("java");
        assertThat(store.find("volatile").config().persistence().mode()).isEqualTo(Mode.NONE);
    }

    @Test
    void getCacheManager_fileSetsTheDiskWithoutDirectory_isRefused() {
        manager.close();

        assertThatThrownBy(() -> managerOf("sync-interval: 1s"))
                .isInstanceOf(CacheException.class)
                .hasMessageContainingAll("larder.yaml", "'sync-interval' is set, but 'data-directory' is not");
    }

    @Test
    void getCacheManager_fileNamesADirectoryBesideAGivenStore_isRefused() {
        try (Store given = Store.open(StoreConfig.builder().build())) {
            Properties properties = new Properties();
            properties.put(LarderCachingProvider.STORE_PROPERTY, given);

            assertThatThrownBy(() -> new LarderCachingProvider().getCacheManager(manager.getURI(), null, properties))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContainingAll("sets 'data-directory'", "given the store 'larder'");
        }
    }
}
