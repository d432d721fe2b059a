package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.store.EntryTooLargeException;
import dev.larder.store.Keyspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LarderCacheTest {
    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void put_null_throwsAndKeepsTheEntry() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.put("1", "alice");

        assertThatNullPointerException()
                .isThrownBy(() -> cache.put("1", null))
                .withMessageContaining("'users' was given a null value")
                .withMessageContaining("remove it");
        assertThatNullPointerException()
                .isThrownBy(() -> cache.put(null, "bob"))
                .withMessageContaining("null key");
        assertThat(cache.get("1")).isEqualTo("alice");
    }

    @Test
    void nullInPlaceOfAnotherArgument_throwsAndSaysWhatToGive() {
        LarderCache<String, String> cache = fixture.create(strings());
        Map<String, ThrowingCallable> calls = Map.of(
                "getAll; give it the keys", () -> cache.getAll(null),
                "putAll; give it the entries", () -> cache.putAll(null),
                "removeAll; give it the keys", () -> cache.removeAll(null),
                "loadAll; give it the keys", () -> cache.loadAll(null, true, null),
                "invoke; give it an entry processor", () -> cache.invoke("1", null),
                "invokeAll; give it an entry processor", () -> cache.invokeAll(Set.of("1"), null),
                "unwrap; give it the class", () -> cache.unwrap(null),
                "getConfiguration; give it the class", () -> cache.getConfiguration(null),
                "registerCacheEntryListener; give it the configuration", () -> cache.registerCacheEntryListener(null));

        calls.forEach((message, call) -> assertThatNullPointerException()
                .isThrownBy(call)
                .withMessageContaining("Cache 'users' was given null by a call of " + message));
    }

    @Test
    void putAll_nullAtTheEnd_putsNothing() {
        LarderCache<String, String> cache = fixture.create(strings());
        Map<String, String> entries = new LinkedHashMap<>(Map.of("1", "alice"));
        entries.put("2", null);

        assertThatNullPointerException().isThrownBy(() -> cache.putAll(entries));

        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void put_wrongType_throwsAndStoresNothing() {
        LarderCache cache = fixture.create(strings());
        cache.put("1", "alice");

        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.put("1", 1L))
                .withMessageContaining("configured for a value of java.lang.String")
                .withMessageContaining("given one of java.lang.Long");
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.putIfAbsent(1L, "bob"))
                .withMessageContaining("configured for a key of java.lang.String");
        assertThat(cache.get(1L)).isNull();
        assertThat(cache.get("1")).isEqualTo("alice");
    }

    @Test
    void get_closedAndNull_closedComesFirst() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.close();
        cache.close();

        assertThatIllegalStateException().isThrownBy(() -> cache.get(null)).withMessageContaining("'users' is closed");
        assertThatIllegalStateException().isThrownBy(cache::iterator);
    }

    @Test
    void next_closedMeanwhile_throws() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.put("1", "alice");
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        cache.close();

        assertThatIllegalStateException().isThrownBy(entries::next);
    }

    @Test
    void put_valueThatCannotBeCopied_throwsAndKeepsTheEntry() {
        LarderCache<Object, Object> cache = fixture.create(new LarderConfiguration<>());
        cache.put("1", "alice");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> cache.put("1", Thread.currentThread()))
                .withMessageContaining("cache 'users'")
                .withMessageContaining("Thread")
                .withMessageContaining("setStoreByValue(false)");
        assertThat(cache.get("1")).isEqualTo("alice");
    }

    @Test
    void put_entryOverTheSizeLimit_throwsAndKeepsTheEntry() {
        LarderCache<String, String> cache = fixture.create(strings().setMaxEntryBytes(1_000));
        cache.put("1", "alice");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put("1", "x".repeat(10_000)))
                .withMessageContaining("at most 1000 are allowed")
                .withMessageContaining("Store less under one key")
                .withMessageContaining("setMaxEntryBytes (max-key-size, max-value-size and max-entry-size in a file)")
                .withCauseInstanceOf(EntryTooLargeException.class);
        assertThat(cache.get("1")).isEqualTo("alice");
        cache.put("2", "bob");
        assertThat(cache.get("2")).isEqualTo("bob");
    }

    @Test
    void put_keyWhoseHashCodeChanges_losesThatEntryOnly() {
        LarderCache<List<String>, String> cache =
                fixture.create(new LarderConfiguration<List<String>, String>().setStoreByValue(false));
        List<String> key = new ArrayList<>(List.of("1"));
        cache.put(key, "alice");
        cache.put(List.of("2"), "bob");

        key.add("changed");

        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(List.of("2"))).isEqualTo("bob");
        cache.put(key, "carol");
        assertThat(cache.get(key)).isEqualTo("carol");
        cache.clear();
        assertThat(cache.iterator().hasNext()).isFalse();
    }

    @Test
    void put_byValue_sharesNothingMutable() {
        LarderCache<Object, List<String>> cache = fixture.create(new LarderConfiguration<>());
        List<String> value = new ArrayList<>(List.of("alice"));
        cache.put("1", value);
        value.add("bob");
        cache.get("1").add("carol");
        cache.iterator().next().getValue().add("dave");
        cache.getAll(Set.of("1")).get("1").add("erin");

        assertThat(cache.get("1")).containsExactly("alice");
        assertThat(cache.getAndPut("1", value)).containsExactly("alice");
    }

    @Test
    void put_byReferenceArrayAndBareObjectKeys_areFoundByIdentity() {
        LarderCache<Object, Object> cache = fixture.create(new LarderConfiguration<>().setStoreByValue(false));
        Object bare = new Object();
        byte[] array = {1};
        Object value = new Object();

        cache.put(bare, value);
        cache.put(array, array);

        assertThat(cache.get(bare)).isSameAs(value);
        assertThat(cache.get(array)).isSameAs(array);
        assertThat(cache.get(new byte[] {1})).isNull();
    }

    @Test
    void put_byValueArray_isCopied() {
        LarderCache<String, byte[]> cache = fixture.create(new LarderConfiguration<>());
        byte[] value = {1};
        cache.put("1", value);
        value[0] = 2;

        assertThat(cache.get("1")).containsExactly(1);
    }

    @Test
    void unwrap_keyspace_isTheCachesOwn() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.put("1", "alice");

        assertThat(cache.unwrap(Keyspace.class).name()).isEqualTo("users");
        assertThat(cache.unwrap(Keyspace.class).size()).isEqualTo(cache.size()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.unwrap(String.class))
                .withMessageContaining("unwraps to")
                .withMessageContaining("Keyspace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.iterator().next().unwrap(String.class));
    }

    @Test
    void unwrap_keyspaceClosedWithItsCache_isAnIllegalState() {
        LarderCache<String, String> cache = fixture.create(strings());
        fixture.manager.unwrap(dev.larder.store.Store.class).drop("users");

        assertThatIllegalStateException().isThrownBy(() -> cache.get("1"));
        assertThatIllegalStateException().isThrownBy(() -> cache.put("1", "alice"));
        assertThatIllegalStateException().isThrownBy(cache::removeAll);
        assertThatIllegalStateException().isThrownBy(() -> cache.containsKey("1"));
    }

    @Test
    void iterator_lookedAtOnly_readsNothing() {
        LarderCache<String, String> cache = fixture.create(strings().setStatisticsEnabled(true));
        cache.put("1", "alice");

        assertThat(cache.iterator().hasNext()).isTrue();
        assertThat(StatisticsTest.attribute(cache, "CacheGets")).isEqualTo(0L);
    }

    @Test
    void remove_ofIteratorTwice_throws() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.put("1", "alice");
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        entries.next();
        entries.remove();

        assertThatIllegalStateException().isThrownBy(entries::remove).withMessageContaining("call next() first");
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void getAll_manyKeys_givesThoseThatAreThere() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.putAll(Map.of("1", "alice", "2", "bob"));

        assertThat(cache.getAll(Set.of("1", "2", "3"))).containsOnly(Map.entry("1", "alice"), Map.entry("2", "bob"));
        assertThatNullPointerException().isThrownBy(() -> cache.getAll(Collections.singleton(null)));
    }

    @Test
    void put_fullCacheThatRefuses_throwsAndKeepsTheOthers() {
        LarderCache<String, String> cache =
                fixture.create(strings().setMaxEntries(1).setEvictionPolicy("none"));
        cache.put("1", "alice");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put("2", "bob"))
                .withMessageContaining("'users' is full")
                .withMessageContaining("raise setMaxEntries or setMaxBytes")
                .withMessageContaining("Remove");

        assertThat(cache.get("1")).isEqualTo("alice");
        assertThat(cache.containsKey("2")).isFalse();
    }
}
