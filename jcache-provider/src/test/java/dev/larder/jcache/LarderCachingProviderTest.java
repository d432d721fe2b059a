package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.configurationOf;
import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.jcache.configuration.ConfigurationFileException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LarderCachingProviderTest {
    private static final URI OTHER = URI.create("other");

    private final LarderCachingProvider provider = new LarderCachingProvider();
    private final ClassLoader loader = new URLClassLoader(new URL[0], getClass().getClassLoader());

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void serviceLoader_onTheClassPath_findsExactlyThisProvider() {
        assertThat(ServiceLoader.load(CachingProvider.class)).singleElement().isInstanceOf(LarderCachingProvider.class);
    }

    @Test
    void getCacheManager_nullArguments_meanTheDefaults() {
        LarderCacheManager manager = provider.getCacheManager();

        assertThat(provider.getCacheManager(null, null, null)).isSameAs(manager);
        assertThat(provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader()))
                .isSameAs(manager);
        assertThat(manager.getURI()).isEqualTo(provider.getDefaultURI());
        assertThat(manager.getClassLoader()).isSameAs(provider.getDefaultClassLoader());
    }

    @Test
    void getCacheManager_otherUriOrLoaderOrProvider_isAnotherManager() {
        LarderCacheManager manager = provider.getCacheManager(OTHER, loader);

        assertThat(provider.getCacheManager(OTHER, null)).isNotSameAs(manager);
        assertThat(provider.getCacheManager(null, loader)).isNotSameAs(manager);
        assertThat(provider.getCacheManager(OTHER, loader)).isSameAs(manager);
        try (LarderCachingProvider second = new LarderCachingProvider()) {
            assertThat(second.getCacheManager(OTHER, loader)).isNotSameAs(manager);
        }
    }

    @Test
    void getCacheManager_afterManagerClosed_startsFresh() {
        LarderCacheManager first = provider.getCacheManager(OTHER, loader);
        first.createCache("users", strings()).put("1", "alice");
        first.close();

        LarderCacheManager second = provider.getCacheManager(OTHER, loader);

        assertThat(second).isNotSameAs(first);
        assertThat(second.getCacheNames()).isEmpty();
        assertThat(second.createCache("users", strings()).get("1")).isNull();
    }

    @Test
    void close_ofOneLoader_leavesManagersOfOthers() {
        LarderCacheManager other = provider.getCacheManager(OTHER, loader);
        LarderCacheManager kept = provider.getCacheManager(OTHER, null);

        provider.close(loader);

        assertThat(other.isClosed()).isTrue();
        assertThat(kept.isClosed()).isFalse();
        assertThat(provider.getCacheManager(OTHER, null)).isSameAs(kept);
    }

    @Test
    void close_ofOneUri_leavesManagersOfOthers() {
        LarderCacheManager closed = provider.getCacheManager(OTHER, loader);
        LarderCacheManager kept = provider.getCacheManager(null, loader);

        provider.close(OTHER, loader);
        provider.close(URI.create("unknown"), loader);

        assertThat(closed.isClosed()).isTrue();
        assertThat(provider.getCacheManager(null, loader)).isSameAs(kept);
    }

    @Test
    void close_ofProvider_closesEverythingAndItStaysUsable() {
        LarderCacheManager manager = provider.getCacheManager();
        LarderCache<String, String> cache = manager.createCache("users", strings());

        provider.close();

        assertThat(manager.isClosed()).isTrue();
        assertThat(cache.isClosed()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get(null))
                .withMessageContaining("'users' is closed")
                .withMessageContaining("Get it from an open manager");
        assertThatIllegalStateException()
                .isThrownBy(() -> manager.getCache(null))
                .withMessageContaining("The default cache manager is closed")
                .withMessageContaining("Get a new one");
        assertThat(provider.getCacheManager().isClosed()).isFalse();
    }

    @Test
    void close_ofManager_letsGoOfItAndItsClassLoader() throws Exception {
        WeakReference<ClassLoader> loaderOfClosed = closedManagersLoader();
        WeakReference<LarderCacheManager> closed = closedManager();

        for (int attempt = 0; attempt < 100 && (loaderOfClosed.get() != null || closed.get() != null); attempt++) {
            System.gc();
        }

        assertThat(loaderOfClosed.get()).isNull();
        assertThat(closed.get()).isNull();
    }

    private WeakReference<LarderCacheManager> closedManager() {
        LarderCacheManager manager = provider.getCacheManager(OTHER, loader);
        manager.close();
        return new WeakReference<>(manager);
    }

    private WeakReference<ClassLoader> closedManagersLoader() throws IOException {
        try (URLClassLoader application =
                new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            LarderCacheManager manager = provider.getCacheManager(OTHER, application);
            manager.createCache("users", strings().setStatisticsEnabled(true)).put("1", "alice");
            manager.createCache("objects", new LarderConfiguration<Object, Object>().setMaxEntries(10))
                    .put("1", new Exception("copied as a graph"));
            manager.close();
            return new WeakReference<>(application);
        }
    }

    @Test
    void isSupported_storeByReference_isTrue() {
        assertThat(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isTrue();
    }

    @Test
    void getCacheManager_uriOfAFile_configuresItsCaches(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("caches.yaml");
        Files.writeString(file, "caches:\n  users:\n    statistics: true\n");

        LarderCache<String, String> cache =
                provider.getCacheManager(file.toUri(), loader).createCache("users", strings());

        assertThat(configurationOf(cache).isStatisticsEnabled()).isTrue();
    }

    @Test
    void getCacheManager_uriOfAMissingFile_throwsAndKeepsNoManager(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("caches.yaml");
        assertThatThrownBy(() -> provider.getCacheManager(file.toUri(), loader))
                .isInstanceOf(ConfigurationFileException.class);
        Files.writeString(file, "defaults:\n  statistics: true\n");

        assertThat(provider.getCacheManager(file.toUri(), loader).isClosed()).isFalse();
    }
}
