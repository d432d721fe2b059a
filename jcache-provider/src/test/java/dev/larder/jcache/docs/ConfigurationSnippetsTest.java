package dev.larder.jcache.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.Capacity;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the Java of docs/configuration.md, with the page's file. */
class ConfigurationSnippetsTest {
    @Test
    void snippets_withTheFile_makeCachesAsThePageSays() {
        try (CacheManager manager = ConfigurationSnippets.openManager()) {
            Cache<String, String> users = ConfigurationSnippets.createCache(manager);
            users.put("ann", "Ann");
            assertThat(users.get("ann")).isEqualTo("Ann");
            assertThat(settings(users).getCapacity()).isEqualTo(Capacity.entries(10_000));
            assertThat(settings(users).getExpiryJitter()).isEqualTo(0.1);

            Cache<Object, Object> lines = manager.createCache("com.acme.Order$Line", new MutableConfiguration<>());
            Object value = List.of(new StringBuilder("by reference"));
            lines.put("line", value);
            assertThat(lines.get("line")).isSameAs(value);
            assertThat(settings(lines).getEvictionPolicy()).isEqualTo("lru");
            assertThat(settings(lines).isStatisticsEnabled()).isTrue();

            LarderConfiguration<String, String> weighed = new LarderConfiguration<>();
            ConfigurationSnippets.setWeigher(weighed);
            Cache<String, String> sized = manager.createCache("sized", weighed);
            sized.put("ann", "Ann");
            assertThat(sized.get("ann")).isEqualTo("Ann");
        }
    }

    @Test
    void snippets_ofCachesOnDisk_sayWhatThePageSays() {
        assertThat(ConfigurationSnippets.kept())
                .extracting(kept -> kept.getPersistence().mode(), kept -> kept.getPersistence()
                        .role())
                .containsExactly(tuple(Mode.HYBRID, null), tuple(Mode.HYBRID, Role.DATA));
    }

    @Test
    void file_ofThisTest_isTheFirstOfThePage() throws Exception {
        Path page = Path.of(System.getProperty("basedir", ""), "../docs/configuration.md");
        MarkdownBlock first = MarkdownBlock.of(page).stream()
                .filter(block -> block.info().equals("yaml larder"))
                .findFirst()
                .orElseThrow();

        assertThat(Files.readAllLines(
                        Path.of(getClass().getResource("/larder.yaml").toURI())))
                .isEqualTo(first.lines());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "window-tinylfu",
                "lru",
                "lfu",
                "arc",
                "random",
                "nearest-expiry",
                "volatile-lru",
                "volatile-lfu",
                "none"
            })
    void createCache_policyOfThePage_isOneOfTheEngine(String policy) {
        try (CacheManager manager =
                Caching.getCachingProvider().getCacheManager(URI.create("urn:larder:" + policy), null)) {
            Cache<String, String> cache = manager.createCache(
                    "policy",
                    new LarderConfiguration<String, String>().setMaxEntries(10).setEvictionPolicy(policy));
            cache.put("ann", "Ann");
            assertThat(cache.get("ann")).isEqualTo("Ann");
        }
    }

    @SuppressWarnings("unchecked") // the types of a cache's own configuration are the cache's
    private static <K, V> LarderConfiguration<K, V> settings(Cache<K, V> cache) {
        return cache.getConfiguration(LarderConfiguration.class);
    }
}
