package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntriesUnderMaxMemoryTest {
    @Test
    void put_maxEntriesUnderMaxMemory_countsEntriesNotBytes(@TempDir Path directory) throws Exception {
        URI file = Files.writeString(directory.resolve("larder.yaml"), "max-memory: 256MB")
                .toUri();
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager(file, null)) {
            Cache<String, String> ten =
                    manager.createCache("ten", new LarderConfiguration<String, String>().setMaxEntries(10));
            ten.put("ann", "Ann");
            assertThat(ten.get("ann")).isEqualTo("Ann");
        }
    }

    @Test
    void put_maxEntriesWithMaxEntryBytes_countsEntriesNotBytes() {
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create("urn:b"), null)) {
            Cache<String, String> ten = manager.createCache(
                    "ten",
                    new LarderConfiguration<String, String>().setMaxEntries(10).setMaxEntryBytes(1000));
            ten.put("ann", "Ann");
            assertThat(ten.get("ann")).isEqualTo("Ann");
        }
    }
}
