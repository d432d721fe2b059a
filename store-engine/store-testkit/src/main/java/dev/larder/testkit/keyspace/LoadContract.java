package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.LoadFailedException;
import dev.larder.store.Loader;
import dev.larder.store.Subscription.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a loader is asked for, and how what it returns is stored. */
interface LoadContract extends KeyspaceUnderTest {
    @Test
    default void get_missingWithLoader_loadsOnceAndKeeps() {
        AtomicInteger loads = new AtomicInteger();
        Keyspace<String, String> keyspace = observed(builder -> builder.statistics(true)
                .loader(key -> key.startsWith("no") ? null : "loaded " + loads.incrementAndGet()));
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        assertThat(keyspace.getIfPresent("b")).isNull();
        assertThat(keyspace.get("none")).isNull();
        assertThat(keyspace.containsKey("none")).isFalse();
        assertThat(told()).containsExactly("CREATED a null->loaded 1");
        assertThat(keyspace.stats().loads()).isEqualTo(2);
        assertThat(keyspace.stats().puts()).isZero();
    }

    @Test
    default void get_loaderThrows_tellsTheCauseAndStoresNothing() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> {
            throw new IOException("database is away");
        }));
        assertThatThrownBy(() -> keyspace.get("a"))
                .isInstanceOf(LoadFailedException.class)
                .hasMessageContaining("'a'")
                .hasCauseInstanceOf(IOException.class);
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void getAll_someMissing_loadsThoseTogether() {
        List<Set<String>> asked = new ArrayList<>();
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(new Loader<>() {
            @Override
            public String load(String key) {
                throw new AssertionError("one by one");
            }

            @Override
            public Map<String, String> loadAll(Set<? extends String> keys) {
                asked.add(Set.copyOf(keys));
                Map<String, String> loaded = new TreeMap<>();
                keys.stream().filter(key -> !key.equals("none")).forEach(key -> loaded.put(key, "loaded " + key));
                return loaded;
            }
        }));
        keyspace.put("a", "own");
        assertThat(keyspace.getAll(List.of("a", "b", "none", "c")))
                .isEqualTo(Map.of("a", "own", "b", "loaded b", "c", "loaded c"));
        assertThat(asked).containsExactly(Set.of("b", "none", "c"));
        keyspace.loadAll(Set.of("a", "b"), false);
        assertThat(keyspace.get("a")).isEqualTo("own");
        keyspace.loadAll(Set.of("a"), true);
        assertThat(keyspace.get("a")).isEqualTo("loaded a");
    }

    @Test
    default void getAll_loaderReturnsNoMap_failsAndTheKeysCanStillBeLoaded() {
        AtomicInteger calls = new AtomicInteger();
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(new Loader<>() {
            @Override
            public String load(String key) {
                return "loaded";
            }

            @Override
            @SuppressWarnings("NullAway")
            public Map<String, String> loadAll(Set<? extends String> keys) {
                calls.incrementAndGet();
                return null;
            }
        }));
        assertThatThrownBy(() -> keyspace.getAll(List.of("a", "b"))).isInstanceOf(LoadFailedException.class);
        assertThatThrownBy(() -> keyspace.loadAll(Set.of("a", "b"), true)).isInstanceOf(LoadFailedException.class);
        assertThat(calls).hasValue(2);
        assertThat(keyspace.get("a")).isEqualTo("loaded");
    }

    @Test
    default void loadAll_nullAmongTheKeys_isRefusedAndTheOthersCanStillBeLoaded() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> "loaded"));
        Set<String> keys = new LinkedHashSet<>(Arrays.asList("a", null));
        assertThatThrownBy(() -> keyspace.loadAll(keys, false)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> keyspace.loadAll(keys, true)).isInstanceOf(NullPointerException.class);
        assertThat(keyspace.get("a")).isEqualTo("loaded");
    }

    @Test
    default void refreshAhead_ageingEntryIsRead_isLoadedAnewWhileTheOldValueServes() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch refreshed = new CountDownLatch(2);
        Keyspace<String, String> keyspace = keyspace(builder -> builder.refreshAhead(0.8)
                .lifetime(Lifetime.afterWrite(Duration.ofMillis(100)))
                .loader(key -> "loaded " + loads.incrementAndGet()));
        keyspace.subscribe(
                EnumSet.of(Change.Kind.CREATED, Change.Kind.UPDATED),
                Delivery.SYNCHRONOUS,
                change -> refreshed.countDown());
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        clock().advanceMillis(79);
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        assertThat(loads).hasValue(1);
        clock().advanceMillis(1);
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        refreshed.await();
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
        clock().advanceMillis(79);
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
    }
}
