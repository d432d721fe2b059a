package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.store.RecursiveOperationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvokeTest {
    private final CacheFixture fixture = new CacheFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void invoke_processorThrows_leavesTheEntry() {
        LarderCache<String, String> cache = fixture.create(strings());
        cache.put("1", "alice");

        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> cache.invoke("1", (entry, arguments) -> {
                    entry.setValue("bob");
                    throw new IllegalStateException("changed my mind");
                }))
                .withMessageContaining("changed my mind")
                .withMessageEndingWith("the entry was left as it was. Look at the cause.")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.get("1")).isEqualTo("alice");
    }

    @Test
    void invoke_processorUsesItsOwnKey_isAClearErrorAndNoDeadlock() {
        LarderCache<String, String> cache = fixture.create(strings());

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.invoke("1", (entry, arguments) -> {
                    cache.put("1", "again");
                    return null;
                }))
                .havingRootCause()
                .isInstanceOf(RecursiveOperationException.class);
        assertThat(cache.containsKey("1")).isFalse();
        cache.put("1", "alice");
        assertThat(cache.get("1")).isEqualTo("alice");
    }

    @Test
    void invoke_processorReadsItsOwnKeyUnderACustomPolicy_seesTheOldValue() {
        LarderCache<String, String> cache = fixture.create(
                strings().setExpiryPolicyFactory(() -> new GivenExpiry(Duration.ONE_HOUR, null, Duration.ONE_MINUTE)));
        cache.put("1", "alice");

        String read = cache.invoke("1", (entry, arguments) -> {
            entry.setValue("bob");
            return cache.get("1");
        });

        assertThat(read).isEqualTo("alice");
        assertThat(cache.get("1")).isEqualTo("bob");
    }

    @Test
    void invoke_slowProcessor_holdsUpNoOtherKeyOfItsHash() throws Exception {
        // "Aa" and "BB" have one hash code, so they share a bin of every table.
        LarderCache<String, String> cache = fixture.create(strings());
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> cache.invoke("Aa", (entry, arguments) -> {
            started.complete(null);
            entry.setValue(answer.join());
            return "done";
        }));
        started.join();

        cache.put("BB", "bob");
        cache.invoke("BB", (entry, arguments) -> {
            entry.setValue(entry.getValue() + "!");
            return null;
        });

        assertThat(cache.get("BB")).isEqualTo("bob!");
        assertThat(cache.get("Aa")).isNull();
        answer.complete("alice");
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(cache.get("Aa")).isEqualTo("alice");
    }

    @Test
    void invoke_entryMovesThroughStates_answersAsIfEachCallWereMade() {
        LarderCache<String, String> cache = fixture.create(strings());
        List<Object> seen = new ArrayList<>();

        cache.invoke("1", (entry, arguments) -> {
            seen.add(entry.exists());
            seen.add(entry.getValue());
            entry.setValue("alice");
            seen.add(entry.exists());
            seen.add(entry.getValue());
            entry.remove();
            seen.add(entry.exists());
            seen.add(entry.getValue());
            entry.setValue("bob");
            return null;
        });

        assertThat(seen).containsExactly(false, null, true, "alice", false, null);
        assertThat(cache.get("1")).isEqualTo("bob");
    }

    @Test
    void invoke_loadedValueRemoved_isNotStored() {
        MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
        LarderCache<String, String> cache =
                fixture.create(strings().setReadThrough(true).setCacheLoaderFactory(() -> loader));

        String value = cache.invoke("1", (entry, arguments) -> {
            String loaded = entry.getValue();
            entry.remove();
            assertThat(entry.getValue()).isNull();
            return loaded;
        });

        assertThat(value).isEqualTo("loaded");
        assertThat(loader.asked).containsExactly("1");
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void invoke_valueChangedInPlace_isStoredOnlyBySetValue() {
        LarderCache<String, List<String>> cache = fixture.create(new LarderConfiguration<>());
        cache.put("1", new ArrayList<>(List.of("alice")));
        List<List<String>> kept = new ArrayList<>();
        EntryProcessor<String, List<String>, Void> append = (entry, arguments) -> {
            List<String> value = entry.getValue();
            kept.add(value);
            value.add("bob");
            if (arguments.length > 0) {
                entry.setValue(value);
                value.add("carol");
            }
            return null;
        };

        cache.invoke("1", append);
        assertThat(cache.get("1")).containsExactly("alice");
        cache.invoke("1", append, "set");
        kept.get(1).add("too late");
        assertThat(cache.get("1")).containsExactly("alice", "bob", "carol");
    }

    @Test
    void invoke_loadedValueChangedInPlace_isStoredOnlyBySetValue() {
        List<String> source = new ArrayList<>(List.of("alice"));
        LarderCache<String, List<String>> cache = fixture.create(lists(source));

        cache.invoke("1", (entry, arguments) -> entry.getValue().add("bob"));
        assertThat(source).containsExactly("alice");
        source.add("carol");
        assertThat(cache.get("1")).containsExactly("alice");

        cache.invoke("2", (entry, arguments) -> {
            List<String> value = entry.getValue();
            value.add("dave");
            entry.setValue(value);
            return null;
        });
        assertThat(cache.get("2")).containsExactly("alice", "carol", "dave");
        assertThat(source).containsExactly("alice", "carol");
    }

    @Test
    void invoke_loadedByReference_isTheLoadersObject() {
        List<String> source = new ArrayList<>(List.of("alice"));
        LarderCache<String, List<String>> cache = fixture.create(lists(source).setStoreByValue(false));

        List<String> given = cache.invoke("1", (entry, arguments) -> entry.getValue());

        assertThat(given).isSameAs(source);
        assertThat(cache.get("1")).isSameAs(source);
    }

    private static LarderConfiguration<String, List<String>> lists(List<String> source) {
        return new LarderConfiguration<String, List<String>>()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> new MapLoader<>(key -> source));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void invoke_setsAWrongType_throwsAndStoresNothing() {
        Cache cache = fixture.create(strings());

        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> cache.invoke("1", (entry, arguments) -> {
                    entry.setValue(42L);
                    return null;
                }))
                .withCauseInstanceOf(ClassCastException.class)
                .withMessageContaining("configured for a value of java.lang.String");
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void invoke_keyOfAWrongType_throwsAndStoresNothing() {
        Cache cache = fixture.create(strings());
        EntryProcessor processor = (entry, arguments) -> {
            entry.setValue("alice");
            return null;
        };

        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.invoke(1L, processor))
                .withMessageContaining("configured for a key of java.lang.String");
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> cache.invokeAll(new LinkedHashSet<>(List.of("1", 2L)), processor));
        assertThat(cache).isEmpty();
    }

    @Test
    void invokeAll_someThrow_eachKeyHasItsOwnResult() {
        LarderCache<String, String> cache = fixture.create(strings());

        Map<String, EntryProcessorResult<String>> results =
                cache.invokeAll(Set.of("1", "2", "3"), (entry, arguments) -> {
                    if (entry.getKey().equals("2")) {
                        throw new IllegalStateException("not two");
                    }
                    return entry.getKey().equals("3") ? null : "one";
                });

        assertThat(results).containsOnlyKeys("1", "2");
        assertThat(results.get("1").get()).isEqualTo("one");
        assertThatExceptionOfType(EntryProcessorException.class)
                .isThrownBy(() -> results.get("2").get())
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void invokeAll_closedHalfWay_isAnIllegalState() {
        LarderCache<String, String> cache = fixture.create(strings());

        assertThatIllegalStateException()
                .isThrownBy(() -> cache.invokeAll(Set.of("1", "2"), (entry, arguments) -> {
                    cache.close();
                    return null;
                }));
    }
}
