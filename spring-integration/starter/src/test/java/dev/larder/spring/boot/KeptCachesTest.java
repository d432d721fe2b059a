package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.actuate.LarderCacheMetrics;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.RestoreReport;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Caches that an application finds again when it starts for the second time. */
@Timeout(60)
class KeptCachesTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    private ApplicationContextRunner application(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
                .withUserConfiguration(CachingApplication.class)
                .withBean(LarderStoreCustomizer.class, () -> config -> config.clock(clock))
                .withPropertyValues(
                        "larder.data-directory=" + directory.resolve("data"),
                        "larder.segment-size=64KB",
                        "larder.defaults.persistence=hybrid",
                        "larder.defaults.codec=java")
                .withPropertyValues(properties);
    }

    /** A value of a class of the application. */
    record Product(String name) implements Serializable {}

    @Test
    void restart_valuesNullsAndDeadlines_areThereAgain() {
        String[] settings = {
            "larder.caches.users.time-to-live=10m", "larder.caches.users.types=" + Product.class.getName()
        };
        application(settings).run(context -> {
            Cache users = context.getBean(CacheManager.class).getCache("users");
            users.put("momo", new Product("Momo"));
            users.put("nobody", null);
            users.put("gone", 1);
            users.evict("gone");
        });
        clock.advance(Duration.ofMinutes(6));

        application(settings).run(context -> {
            Cache users = context.getBean(CacheManager.class).getCache("users");
            assertThat(users.get("momo", Product.class)).isEqualTo(new Product("Momo"));
            assertThat(users.get("nobody").get()).isNull();
            assertThat(users.get("gone")).isNull();
            clock.advance(Duration.ofMinutes(4));
            assertThat(users.get("momo")).isNull();
        });
    }

    @Test
    void restart_valuesWithTags_areEvictedByTagAndPrefix() {
        String[] settings = {"larder.caches.users.prefix-index=true"};
        application(settings).run(context -> {
            LarderCache users = cache(context.getBean(LarderCacheManager.class));
            users.put("a/1", "one", null, List.of("red"));
            users.put("a/2", null, null, List.of("red", "blue"));
            users.put("b/3", "three", null, List.of("blue"));
        });

        application(settings).run(context -> {
            LarderCache users = cache(context.getBean(LarderCacheManager.class));
            assertThat(users.evictByTag("red")).isEqualTo(2);
            assertThat(users.get("a/1")).isNull();
            assertThat(users.get("b/3").get()).isEqualTo("three");
            assertThat(users.evictByPrefix("b/")).isEqualTo(1);
        });
        application(settings).run(context -> assertThat(cache(context.getBean(LarderCacheManager.class))
                        .keyspace()
                        .size())
                .isZero());
    }

    @Test
    void restart_classThatIsNotAllowedAnyMore_isAMissAndCounted() {
        application("larder.caches.users.types=" + Product.class.getName())
                .run(context ->
                        context.getBean(CacheManager.class).getCache("users").put("momo", new Product("Momo")));

        application("larder.caches.users.max-entries=10").run(context -> {
            LarderCache users = cache(context.getBean(LarderCacheManager.class));
            assertThat(users.get("momo")).isNull();
            RestoreReport report =
                    users.keyspace().restored().toCompletableFuture().join();
            assertThat(report.undecodable()).isEqualTo(1);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            new LarderCacheMetrics(users, List.of()).bindTo(meters);
            assertThat(meters.get("cache.undecodable").gauge().value()).isEqualTo(1);
            assertThat(meters.get("cache.restored").gauge().value()).isZero();
        });
    }

    @Test
    void start_dataWhoseClassIsNotAllowedAnyMore_fails() {
        String[] data = {"larder.caches.users.role=data"};
        application(data)
                .withPropertyValues("larder.caches.users.types=" + Product.class.getName())
                .run(context ->
                        context.getBean(CacheManager.class).getCache("users").put("momo", new Product("Momo")));

        application(data)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining(Product.class.getName()));
    }

    @Test
    void close_beanThatWritesToTheEnd_isOnDiskWithAllItWrote() {
        application("larder.caches.users.max-entries=10")
                .withBean(LastWriter.class)
                .run(context -> assertThat(context).hasNotFailed());

        application("larder.caches.users.max-entries=10").run(context -> assertThat(context.getBean(CacheManager.class)
                        .getCache("users")
                        .get("last")
                        .get())
                .isEqualTo("word"));
    }

    /** Uses its cache until it is destroyed. */
    static final class LastWriter implements DisposableBean {
        private final Callable<Cache> cache;

        LastWriter(CacheManager manager) {
            cache = () -> manager.getCache("users");
        }

        @Override
        public void destroy() throws Exception {
            cache.call().put("last", "word");
        }
    }

    @Test
    void settings_ofTheStoresDisk_areTheStores() {
        application(
                        "larder.durability=sync",
                        "larder.sync-interval=2s",
                        "larder.snapshot-interval=10m",
                        "larder.snapshot-log-size=1GB",
                        "larder.snapshot-compression=gzip",
                        "larder.caches.users.persistence=none")
                .run(context -> {
                    DiskConfig disk = context.getBean(Store.class).config().disk();
                    assertThat(disk)
                            .isEqualTo(DiskConfig.at(directory.resolve("data"))
                                    .durability(Durability.SYNC)
                                    .syncInterval(Duration.ofSeconds(2))
                                    .segmentBytes(64 << 10)
                                    .snapshotInterval(Duration.ofMinutes(10))
                                    .snapshotLogBytes(1L << 30)
                                    .snapshotCompression("gzip")
                                    .build());
                    assertThat(cache(context.getBean(LarderCacheManager.class))
                                    .keyspace()
                                    .config()
                                    .persistence()
                                    .mode())
                            .isEqualTo(Mode.NONE);
                });
    }

    @Test
    void start_settingOfATierThatIsNotThere_saysWhereItComesFrom() {
        application("larder.tiers.rocksdb.block-cache=256MB").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("larder.tiers.rocksdb.block-cache")
                .hasStackTraceContaining("There is no tier 'rocksdb' on the class path. rocksdb comes with"));
    }

    @Test
    void start_withoutDirectory_namesTheProperty() {
        ApplicationContextRunner without = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
                .withUserConfiguration(CachingApplication.class);

        without.withPropertyValues("larder.caches.users.persistence=hybrid").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("'persistence' is hybrid")
                .hasMessageContaining("Set larder.data-directory"));
        without.withPropertyValues("larder.sync-interval=1s").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("larder.sync-interval")
                .hasStackTraceContaining("'data-directory' is not"));
    }

    private static LarderCache cache(LarderCacheManager manager) {
        return (LarderCache) manager.getCache("users");
    }
}
