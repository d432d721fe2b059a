package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.jcache.integration.WriteThrough;
import dev.larder.store.EntryTooLargeException;
import dev.larder.testkit.LogSpy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteThroughTest {
    private final CacheFixture fixture = new CacheFixture();
    private final Database database = new Database();
    private final LarderCache<String, String> cache = fixture.create(
            strings().setWriteThrough(true).setStatisticsEnabled(true).setCacheWriterFactory(() -> database));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void put_writerThrows_changesNothing() {
        cache.put("1", "alice");
        database.refused = "1";

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> cache.put("1", "bob"))
                .withMessageContaining("write of cache 'users' threw")
                .withMessageContaining("was not changed")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> cache.remove("1"));
        assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> cache.getAndReplace("1", "bob"));

        assertThat(cache.get("1")).isEqualTo("alice");
        assertThat(StatisticsTest.attribute(cache, "CachePuts")).isEqualTo(1L);
    }

    @Test
    void changeThatTheCacheRefuses_writerTookIt_leavesNoStaleValue() {
        LarderCache<String, String> small = smallCache();
        String large = "n".repeat(5_000);
        List<ThrowingCallable> changes = List.of(
                () -> small.put("1", large),
                () -> small.getAndPut("1", large),
                () -> small.replace("1", large),
                () -> small.replace("1", "old", large),
                () -> small.getAndReplace("1", large),
                () -> small.invoke("1", (entry, arguments) -> {
                    entry.setValue(large);
                    return null;
                }));

        for (ThrowingCallable change : changes) {
            small.put("1", "old");
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(change)
                    .withCauseInstanceOf(EntryTooLargeException.class);

            assertThat(database.rows).containsEntry("1", large);
            assertThat(small.get("1")).isNull();
        }
    }

    @Test
    void putThatTheCacheRefuses_writerRefusedItFirst_keepsTheOldValue() {
        LarderCache<String, String> small = smallCache();
        small.put("1", "old");
        database.refused = "1";

        assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> small.put("1", "n".repeat(5_000)));

        assertThat(small.get("1")).isEqualTo("old");
    }

    @Test
    void putAll_oneEntryRefused_losesThatOneAndPutsTheOthers() {
        LarderCache<String, String> small = smallCache();
        small.put("2", "old");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(
                        () -> small.putAll(new TreeMap<>(Map.of("1", "alice", "2", "n".repeat(5_000), "3", "carol"))))
                .withCauseInstanceOf(EntryTooLargeException.class);

        assertThat(small.getAll(Set.of("1", "2", "3"))).isEqualTo(Map.of("1", "alice", "3", "carol"));
        assertThat(database.rows).containsOnlyKeys("1", "2", "3");
        assertThat(StatisticsTest.attribute(small, "CachePuts")).isEqualTo(3L);
    }

    private LarderCache<String, String> smallCache() {
        return fixture.manager.createCache(
                "small",
                strings()
                        .setMaxEntryBytes(1_000)
                        .setStatisticsEnabled(true)
                        .setWriteThrough(true)
                        .setCacheWriterFactory(() -> database));
    }

    @Test
    void putAll_writerThrowsHalfWay_putsWhatWasWritten() {
        cache.put("3", "old");
        database.refused = "2";
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("1", "alice");
        entries.put("2", "bob");
        entries.put("3", "carol");

        assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> cache.putAll(entries));

        assertThat(cache.getAll(Set.of("1", "2", "3"))).isEqualTo(Map.of("1", "alice", "3", "old"));
        assertThat(database.rows).isEqualTo(Map.of("1", "alice", "3", "old"));
        assertThat(StatisticsTest.attribute(cache, "CachePuts")).isEqualTo(2L);
    }

    @Test
    void removeAll_writerThrowsHalfWay_removesWhatWasDeleted() {
        cache.putAll(new TreeMap<>(Map.of("1", "alice", "2", "bob", "3", "carol")));
        database.refused = "2";

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> cache.removeAll(new java.util.TreeSet<>(Set.of("1", "2", "3"))));

        assertThat(cache.containsKey("1")).isFalse();
        assertThat(cache.get("2")).isEqualTo("bob");
        assertThat(cache.get("3")).isEqualTo("carol");
        assertThat(StatisticsTest.attribute(cache, "CacheRemovals")).isEqualTo(1L);
    }

    @Test
    void putAllAndRemoveAll_writerLeavesWhatItWrote_leaveNoStaleValueAndWarnOnce() {
        cache.put("1", "old");
        database.emptiesCollections = false;
        try (LogSpy log = new LogSpy(WriteThrough.class)) {
            cache.putAll(Map.of("1", "new", "2", "bob"));
            assertThat(database.rows).isEqualTo(Map.of("1", "new", "2", "bob"));
            assertThat(cache).isEmpty();
            assertThat(StatisticsTest.attribute(cache, "CachePuts")).isEqualTo(1L);

            cache.put("1", "newer");
            cache.removeAll(Set.of("1", "2"));
            assertThat(database.rows).isEmpty();
            assertThat(cache).isEmpty();
            assertThat(StatisticsTest.attribute(cache, "CacheRemovals")).isEqualTo(1L);

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("WriteThroughTest$Database.writeAll of cache 'users'")
                    .contains("Remove from the collection what was written");
        }
    }

    @Test
    void removeAll_emptyCache_leavesTheWriterAlone() {
        database.refused = "1";

        cache.removeAll();

        assertThat(database.calls).isEmpty();
    }

    @Test
    void putAll_whileTheWriterWrites_noOtherThreadChangesTheKeys() throws Exception {
        List<String> seen = new ArrayList<>();
        Thread other = new Thread(() -> cache.put("1", "other"));
        database.onWriteAll = () -> {
            other.start();
            while (other.getState() == Thread.State.RUNNABLE || other.getState() == Thread.State.NEW) {
                Thread.onSpinWait();
            }
            seen.add(String.valueOf(cache.get("1")));
        };

        cache.putAll(Map.of("1", "alice", "2", "bob"));
        other.join();

        assertThat(seen).containsExactly("null");
        assertThat(cache.get("1")).isEqualTo(database.rows.get("1")).isEqualTo("other");
    }

    @Test
    void put_writerUsesItsOwnKey_isAClearError() {
        database.onWrite = () -> cache.put("1", "again");

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> cache.put("1", "alice"))
                .havingRootCause()
                .isInstanceOf(dev.larder.store.RecursiveOperationException.class);
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void put_writerUsesAnotherKey_works() {
        database.onWrite = () -> {
            database.onWrite = () -> {};
            cache.put("2", "bob");
        };

        cache.put("1", "alice");

        assertThat(database.rows).isEqualTo(Map.of("1", "alice", "2", "bob"));
    }

    @Test
    void remove_absentKey_deletesItAndCountsNothing() {
        cache.remove("1");

        assertThat(database.calls).containsExactly("delete 1");
        cache.put("1", "alice");
        assertThat(StatisticsTest.attribute(cache, "CacheGets")).isEqualTo(0L);
        assertThat(StatisticsTest.attribute(cache, "CacheRemovals")).isEqualTo(0L);
    }

    @Test
    void remove_mutableKeyThatWasNeverStored_givesTheWriterACopy() {
        List<List<?>> deleted = new ArrayList<>();
        LarderCache<List<String>, String> lists = fixture.manager.createCache(
                "lists",
                new LarderConfiguration<List<String>, String>()
                        .setTypes(listOfStrings(), String.class)
                        .setWriteThrough(true)
                        .setCacheWriterFactory(() -> new Deleting(deleted)));
        List<String> key = new ArrayList<>(List.of("1"));

        lists.remove(key);

        assertThat(deleted).singleElement().isEqualTo(key).isNotSameAs(key);
    }

    @Test
    void removeAll_writerPutsTheKeyAgain_storesNoObjectOfTheCaller() {
        List<LarderCache<List<String>, String>> caches = new ArrayList<>();
        Deleting putsAgain = new Deleting(new ArrayList<>()) {
            @Override
            public void deleteAll(Collection<?> keys) {
                caches.get(0).put(List.of("1"), "again");
                throw new IllegalStateException("not deleted");
            }
        };
        caches.add(fixture.manager.createCache(
                "lists",
                new LarderConfiguration<List<String>, String>()
                        .setTypes(listOfStrings(), String.class)
                        .setWriteThrough(true)
                        .setCacheWriterFactory(() -> putsAgain)));
        List<String> key = new ArrayList<>(List.of("1"));

        assertThatExceptionOfType(CacheWriterException.class)
                .isThrownBy(() -> caches.get(0).removeAll(Set.of(key)));
        key.add("changed");

        assertThat(caches.get(0).iterator().next().getKey()).containsExactly("1");
    }

    @SuppressWarnings("unchecked") // the standard's types have no type arguments
    private static Class<List<String>> listOfStrings() {
        return (Class<List<String>>) (Class<?>) List.class;
    }

    private static class Deleting implements CacheWriter<List<String>, String> {
        private final List<List<?>> deleted;

        Deleting(List<List<?>> deleted) {
            this.deleted = deleted;
        }

        @Override
        public void write(Cache.Entry<? extends List<String>, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends List<String>, ? extends String>> entries) {}

        @Override
        public void delete(Object key) {
            deleted.add((List<?>) key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {}
    }

    private static final class Database implements CacheWriter<String, String> {
        final Map<String, String> rows = new TreeMap<>();
        final List<String> calls = new ArrayList<>();
        String refused;
        boolean emptiesCollections = true;
        Runnable onWrite = () -> {};
        Runnable onWriteAll = () -> {};

        private void require(Object key) {
            if (key.equals(refused)) {
                throw new IllegalStateException("refused " + key);
            }
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            calls.add("write " + entry.getKey());
            require(entry.getKey());
            onWrite.run();
            rows.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            onWriteAll.run();
            Iterator<Cache.Entry<? extends String, ? extends String>> each = entries.iterator();
            while (each.hasNext()) {
                write(each.next());
                if (emptiesCollections) {
                    each.remove();
                }
            }
        }

        @Override
        public void delete(Object key) {
            calls.add("delete " + key);
            require(key);
            rows.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            Iterator<?> each = keys.iterator();
            while (each.hasNext()) {
                delete(each.next());
                if (emptiesCollections) {
                    each.remove();
                }
            }
        }
    }
}
