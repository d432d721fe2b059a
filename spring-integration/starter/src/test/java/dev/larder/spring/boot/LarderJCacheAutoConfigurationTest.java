package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCacheManager;
import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LarderJCacheAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LarderAutoConfiguration.class, LarderJCacheAutoConfiguration.class, CacheAutoConfiguration.class))
            .withUserConfiguration(CachingApplication.class);

    @TempDir
    private Path directory;

    @Test
    void start_larderJCacheOnTheClassPath_hasBothManagersOnOneStore() {
        runner.withUserConfiguration(Customized.class).run(context -> {
            assertThat(context).hasSingleBean(CacheManager.class).hasSingleBean(LarderCacheManager.class);
            Store store = context.getBean(Store.class);
            context.getBean(org.springframework.cache.CacheManager.class).getCache("users");
            assertThat(store.names()).contains("spring/users", "jcache/users");
            assertThat(context.getBean(CacheManager.class).unwrap(Store.class)).isSameAs(store);
        });
    }

    @Test
    void start_configFile_configuresTheCachesOfTheStandard() throws IOException {
        Path file = Files.writeString(directory.resolve("larder.yaml"), "defaults: { max-entries: 7 }");
        runner.withPropertyValues("spring.cache.jcache.config=" + file.toUri()).run(context -> {
            Cache<Object, Object> cache =
                    context.getBean(CacheManager.class).createCache("users", new MutableConfiguration<>());
            assertThat(cache.unwrap(Keyspace.class).config().capacity()).isEqualTo(Capacity.entries(7));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jcache"})
    void start_twoContextsOfOneClassLoader_shareNothing(String type) {
        ApplicationContextRunner typed = runner.withPropertyValues("spring.cache.type=" + type);
        typed.run(first -> typed.run(second -> {
            assertThat(first.getBean(CacheManager.class)).isNotSameAs(second.getBean(CacheManager.class));
            assertThat(first.getBean(CacheManager.class).unwrap(Store.class))
                    .isNotSameAs(second.getBean(CacheManager.class).unwrap(Store.class));
        }));
    }

    @Test
    void start_typeJCache_hasSpringsCachesInTheStore() {
        runner.withUserConfiguration(CustomizedOrders.class)
                .withPropertyValues("spring.cache.type=jcache", "spring.cache.cache-names=users")
                .run(context -> {
                    assertThat(context)
                            .hasSingleBean(JCacheCacheManager.class)
                            .doesNotHaveBean(LarderCacheManager.class);
                    assertThat(context.getBean(Store.class).names())
                            .containsExactlyInAnyOrder("jcache/users", "jcache/orders");
                });
    }

    @Test
    void start_anotherProviderIsNamed_backsOff() {
        runner.withPropertyValues("spring.cache.jcache.provider=com.acme.Provider")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CacheManager.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jcache"})
    void start_secondProviderOnTheClassPath_makesNoDifference(String type) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("javax.cache.spi.CachingProvider"), SecondProvider.class.getName());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            runner.withClassLoader(loader)
                    .withPropertyValues("spring.cache.type=" + type)
                    .run(context -> assertThat(context)
                            .hasSingleBean(type.isEmpty() ? LarderCacheManager.class : JCacheCacheManager.class)
                            .hasSingleBean(CacheManager.class));
        }
    }

    @Test
    void start_withoutLarderJCache_hasSpringsManagerAlone() {
        runner.withClassLoader(new FilteredClassLoader("dev.larder.jcache")).run(context -> assertThat(context)
                .hasSingleBean(LarderCacheManager.class)
                .doesNotHaveBean(CacheManager.class));
        runner.withClassLoader(new FilteredClassLoader("javax.cache"))
                .run(context -> assertThat(context).hasSingleBean(LarderCacheManager.class));
    }

    @Test
    void close_context_closesTheManager() {
        CacheManager[] used = new CacheManager[1];
        runner.run(context -> used[0] = context.getBean(CacheManager.class));
        assertThat(used[0].isClosed()).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        JCacheManagerCustomizer users() {
            return manager -> manager.createCache("users", new MutableConfiguration<>());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CustomizedOrders {
        @Bean
        JCacheManagerCustomizer orders() {
            return manager -> manager.createCache("orders", new MutableConfiguration<>());
        }
    }

    /** Is only there; whoever takes it for the provider fails. */
    public static final class SecondProvider implements CachingProvider {
        @Override
        public CacheManager getCacheManager(URI uri, ClassLoader classLoader, Properties properties) {
            throw new AssertionError("not asked for");
        }

        @Override
        public CacheManager getCacheManager(URI uri, ClassLoader classLoader) {
            throw new AssertionError("not asked for");
        }

        @Override
        public CacheManager getCacheManager() {
            throw new AssertionError("not asked for");
        }

        @Override
        public ClassLoader getDefaultClassLoader() {
            return SecondProvider.class.getClassLoader();
        }

        @Override
        public URI getDefaultURI() {
            return URI.create("second");
        }

        @Override
        public Properties getDefaultProperties() {
            return new Properties();
        }

        @Override
        public void close() {}

        @Override
        public void close(ClassLoader classLoader) {}

        @Override
        public void close(URI uri, ClassLoader classLoader) {}

        @Override
        public boolean isSupported(OptionalFeature optionalFeature) {
            return false;
        }
    }
}
