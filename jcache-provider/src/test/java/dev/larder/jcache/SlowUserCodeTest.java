package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application's code that takes long for one key holds up no other, not even those that share its hash code. */
@Timeout(30)
class SlowUserCodeTest {
    /** These two have one hash code, so they share a bin of every table. */
    private static final String SLOW = "Aa";

    private static final String SAME_HASH = "BB";

    private final CacheFixture fixture = new CacheFixture();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    @AfterEach
    void close() {
        ended.complete(null);
        fixture.close();
    }

    /** What is slow, and how the cache is made. */
    static Stream<Arguments> cases() {
        return Stream.of(SlowCode.values()).flatMap(code -> Stream.of("unbounded", "window-tinylfu", "lru")
                .map(table -> Arguments.of(code, table)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void slowUserCode_onOneKey_holdsUpNoOtherKey(SlowCode code, String table) throws Exception {
        LarderCache<String, String> cache = fixture.create(code.configure(configuration(table), this));
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> code.run(cache, this), this::onAThread);
        started.join();

        // On a thread that the test can give up.
        CompletableFuture.runAsync(() -> useOtherKeys(cache, code), this::onAThread)
                .get(10, TimeUnit.SECONDS);
        assertThat(cache).hasSize(3);
        assertThat(cache.containsKey(SLOW)).isFalse();
        assertThat(slow).isNotDone();

        ended.complete(null);
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(cache.get(SLOW)).isEqualTo("alice");
    }

    private static void useOtherKeys(LarderCache<String, String> cache, SlowCode code) {
        for (String key : List.of(SAME_HASH, "another", "and another")) {
            assertThat(cache.get(key)).isEqualTo(code.isLoader() ? "alice" : null);
            cache.put(key, "bob");
            assertThat(cache.get(key)).isEqualTo("bob");
            assertThat(cache.replace(key, "bob", "carol")).isTrue();
            cache.invoke(key, (entry, arguments) -> {
                entry.setValue(entry.getValue() + "!");
                return null;
            });
            assertThat(cache.getAndRemove(key)).isEqualTo("carol!");
            cache.putAll(Map.of(key, "dave"));
            assertThat(cache.getAll(Set.of(key))).containsEntry(key, "dave");
        }
    }

    private static LarderConfiguration<String, String> configuration(String table) {
        LarderConfiguration<String, String> configuration = CacheFixture.strings();
        return table.equals("unbounded")
                ? configuration
                : configuration.setMaxEntries(100).setEvictionPolicy(table);
    }

    private void onAThread(Runnable task) {
        Thread thread = new Thread(task, "user");
        thread.setDaemon(true);
        thread.start();
    }

    private void takeLong(Object key) {
        if (key.equals(SLOW)) {
            started.complete(null);
            ended.join();
        }
    }

    /** The application's code that takes long for the slow key. */
    enum SlowCode {
        PROCESSOR {
            @Override
            String run(LarderCache<String, String> cache, SlowUserCodeTest test) {
                return cache.invoke(SLOW, (entry, arguments) -> {
                    test.takeLong(SLOW);
                    entry.setValue("alice");
                    return "done";
                });
            }
        },
        WRITER {
            @Override
            LarderConfiguration<String, String> configure(
                    LarderConfiguration<String, String> configuration, SlowUserCodeTest test) {
                return configuration.setWriteThrough(true).setCacheWriterFactory(() -> new SlowWriter(test));
            }

            @Override
            String run(LarderCache<String, String> cache, SlowUserCodeTest test) {
                cache.put(SLOW, "alice");
                return "done";
            }
        },
        LOADER {
            @Override
            LarderConfiguration<String, String> configure(
                    LarderConfiguration<String, String> configuration, SlowUserCodeTest test) {
                return configuration.setReadThrough(true).setCacheLoaderFactory(() -> new SlowLoader(test));
            }

            @Override
            String run(LarderCache<String, String> cache, SlowUserCodeTest test) {
                return cache.get(SLOW).equals("alice") ? "done" : "something else was loaded";
            }
        };

        LarderConfiguration<String, String> configure(
                LarderConfiguration<String, String> configuration, SlowUserCodeTest test) {
            return configuration;
        }

        boolean isLoader() {
            return this == LOADER;
        }

        abstract String run(LarderCache<String, String> cache, SlowUserCodeTest test);
    }

    private record SlowLoader(SlowUserCodeTest test) implements CacheLoader<String, String> {
        @Override
        public String load(String key) {
            test.takeLong(key);
            return "alice";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }

    private record SlowWriter(SlowUserCodeTest test) implements CacheWriter<String, String> {
        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            test.takeLong(entry.getKey());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.forEach(this::write);
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            test.takeLong(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
            keys.clear();
        }
    }
}
