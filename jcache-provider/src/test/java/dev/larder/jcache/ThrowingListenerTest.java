package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static dev.larder.jcache.StatisticsTest.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.store.Keyspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import javax.cache.integration.CacheWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A synchronous listener that throws: the caller hears of it, and what was done is done and counted. */
class ThrowingListenerTest {
    private final CacheFixture fixture = new CacheFixture();
    private final List<EventType> refused = new ArrayList<>(List.of(EventType.values()));
    private final List<String> written = new ArrayList<>();
    private final ListenerSpy<String, String> broken = new ListenerSpy<>() {
        @Override
        void on(CacheEntryEvent<? extends String, ? extends String> event) {
            super.on(event);
            if (refused.contains(event.getEventType())) {
                throw new IllegalStateException("no mail server");
            }
        }
    };
    private LarderCache<String, String> cache;

    @BeforeEach
    void create() {
        cache = fixture.create(configuration());
    }

    private LarderConfiguration<String, String> configuration() {
        return strings()
                .setStatisticsEnabled(true)
                .setTimeToLive(Duration.ofMinutes(1))
                .addCacheEntryListenerConfiguration(broken.configuration(false, true));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void put_listenerThrowsAnError_isToldAsAnyFailure() {
        ListenerSpy<String, String> failing = new ListenerSpy<>() {
            @Override
            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                throw new AssertionError("no mail server");
            }
        };
        refused.clear();
        cache.registerCacheEntryListener(failing.configuration(false, true));

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> cache.put("1", "alice"))
                .withMessageContaining("'users'")
                .withRootCauseInstanceOf(AssertionError.class);

        assertThat(cache.get("1")).isEqualTo("alice");
        assertThat(counts(cache)).isEqualTo("hits 1, misses 0, puts 1, removals 0");
    }

    private static void assertListenerThrows(ThrowingCallable call) {
        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(call)
                .withMessageContaining("of cache 'users' threw")
                .withMessageContaining("the change it was told of is made")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void put_newAndOld_isMadeAndCounted() {
        assertListenerThrows(() -> cache.put("1", "alice"));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 1, removals 0");
        assertListenerThrows(() -> cache.put("1", "bob"));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 2, removals 0");

        assertThat(cache.get("1")).isEqualTo("bob");
    }

    @Test
    void everyOtherOperationOnAKey_isMadeAndCounted() {
        assertListenerThrows(() -> cache.putIfAbsent("1", "alice"));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 1, puts 1, removals 0");
        assertListenerThrows(() -> cache.getAndPut("1", "bob"));
        assertThat(counts(cache)).isEqualTo("hits 1, misses 1, puts 2, removals 0");
        assertListenerThrows(() -> cache.replace("1", "carol"));
        assertThat(counts(cache)).isEqualTo("hits 2, misses 1, puts 3, removals 0");
        assertListenerThrows(() -> cache.replace("1", "carol", "dave"));
        assertListenerThrows(() -> cache.getAndReplace("1", "erin"));
        assertThat(counts(cache)).isEqualTo("hits 4, misses 1, puts 5, removals 0");
        assertListenerThrows(() -> cache.invoke("1", (entry, arguments) -> {
            entry.setValue("frank");
            return null;
        }));
        assertThat(counts(cache)).isEqualTo("hits 5, misses 1, puts 6, removals 0");
        assertListenerThrows(() -> cache.remove("1"));
        assertThat(counts(cache)).isEqualTo("hits 5, misses 1, puts 6, removals 1");
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void invoke_processorItselfThrowsAListenersFailure_changesAndCountsNothing() {
        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> cache.invoke("1", (entry, arguments) -> {
                    entry.setValue("alice");
                    throw new CacheEntryListenerException("of another cache");
                }))
                .withMessage("of another cache");

        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 0, removals 0");
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void putAllAndRemoveAll_goOnWithTheOtherKeysAndCountThem() {
        assertListenerThrows(() -> cache.putAll(new TreeMap<>(Map.of("1", "alice", "2", "bob", "3", "carol"))));
        assertThat(broken.events).hasSize(3);
        assertThat(counts(cache)).isEqualTo("hits 0, misses 0, puts 3, removals 0");
        assertThat(cache).hasSize(3);

        assertListenerThrows(() -> cache.removeAll(new TreeSet<>(List.of("1", "2"))));
        assertThat(cache.containsKey("2")).isFalse();
        assertListenerThrows(cache::removeAll);
        assertThat(cache).isEmpty();
        assertThat((Long) StatisticsTest.attribute(cache, "CacheRemovals")).isEqualTo(3);
    }

    @Test
    void putAllAndRemoveAll_withAWriter_leaveCacheAndWriterAlike() {
        fixture.manager.destroyCache("users");
        LarderCache<String, String> through =
                fixture.create(configuration().setWriteThrough(true).setCacheWriterFactory(Recorder::new));

        assertListenerThrows(() -> through.putAll(new TreeMap<>(Map.of("1", "alice", "2", "bob"))));
        assertThat(written).containsExactly("1=alice", "2=bob");
        assertThat(through.get("2")).isEqualTo("bob");
        assertListenerThrows(() -> through.removeAll(new TreeSet<>(List.of("1", "2"))));
        assertThat(written).endsWith("-1", "-2");
        assertThat(through).isEmpty();
        assertThat((Long) StatisticsTest.attribute(through, "CacheRemovals")).isEqualTo(2);
    }

    @Test
    @Timeout(30)
    void getAll_loadedEntries_areAllStoredAndCanBeReadAgain() {
        fixture.manager.destroyCache("users");
        LarderCache<String, String> loading = fixture.create(configuration()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> new MapLoader<>(key -> "loaded " + key)));

        assertListenerThrows(() -> loading.getAll(new TreeSet<>(List.of("1", "2", "3"))));
        assertThat(loading.getAll(new TreeSet<>(List.of("1", "2", "3")))).hasSize(3);
        assertThat(loading.get("3")).isEqualTo("loaded 3");
    }

    @Test
    void expiredEntry_readsAndRemovals_countWhatTheyFound() {
        refused.removeIf(type -> type != EventType.EXPIRED);
        cache.putAll(Map.of("1", "alice", "2", "bob", "3", "carol", "4", "dave"));
        fixture.clock.advanceMillis(60_000);

        assertListenerThrows(() -> cache.get("1"));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 1, puts 4, removals 0");
        assertListenerThrows(() -> cache.getAll(new TreeSet<>(List.of("2"))));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 2, puts 4, removals 0");
        assertListenerThrows(() -> cache.removeAll(new TreeSet<>(List.of("3"))));
        assertListenerThrows(() -> cache.remove("4"));
        assertThat(counts(cache)).isEqualTo("hits 0, misses 2, puts 4, removals 0");
        assertThat(cache.unwrap(Keyspace.class).size()).isZero();
    }

    /** Notes what it is told. */
    private final class Recorder implements CacheWriter<String, String> {
        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            written.add(entry.getKey() + "=" + entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.forEach(this::write);
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            written.add("-" + key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
            keys.clear();
        }
    }
}
