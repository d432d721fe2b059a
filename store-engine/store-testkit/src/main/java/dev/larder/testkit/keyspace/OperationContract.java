package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import dev.larder.store.StoreClosedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one operation does to one entry, and what its caller gets. */
interface OperationContract extends KeyspaceUnderTest {
    @Test
    default void get_absentKey_isNull() {
        assertThat(keyspace().get("a")).isNull();
    }

    @Test
    default void put_thenGet_returnsTheSameInstance() {
        Keyspace<String, String> keyspace = keyspace();
        String value = "on".concat("e");
        keyspace.put("a", value);
        assertThat(keyspace.get("a")).isSameAs(value);
        assertThat(keyspace.containsKey("a")).isTrue();
        assertThat(keyspace.size()).isEqualTo(1);
    }

    @Test
    default void put_nullKeyOrValue_isRefused() {
        Keyspace<String, String> keyspace = keyspace();
        assertThatThrownBy(() -> keyspace.put(uncheckedNull(), "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> keyspace.put("x", uncheckedNull())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> keyspace.get(uncheckedNull())).isInstanceOf(NullPointerException.class);
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void conditionalOperations_inEverySituation_doWhatTheirNamesSay() {
        Keyspace<String, String> keyspace = keyspace();
        assertThat(keyspace.replace("a", "0")).isFalse();
        assertThat(keyspace.remove("a")).isFalse();
        assertThat(keyspace.getAndRemove("a")).isNull();
        assertThat(keyspace.putIfAbsent("a", "1")).isNull();
        assertThat(keyspace.putIfAbsent("a", "2")).isEqualTo("1");
        assertThat(keyspace.replace("a", "2")).isTrue();
        assertThat(keyspace.replace("a", "1", "3")).isFalse();
        assertThat(keyspace.replace("a", "2", "3")).isTrue();
        assertThat(keyspace.getAndPut("a", "4")).isEqualTo("3");
        assertThat(keyspace.getAndPut("b", "1")).isNull();
        assertThat(keyspace.remove("a", "3")).isFalse();
        assertThat(keyspace.remove("a", "4")).isTrue();
        assertThat(keyspace.getAndRemove("b")).isEqualTo("1");
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void compute_presentAbsentAndNull_putsAndRemoves() {
        Keyspace<String, String> keyspace = keyspace();
        assertThat(keyspace.compute("a", (key, value) -> value == null ? "1" : value + "x"))
                .isEqualTo("1");
        assertThat(keyspace.compute("a", (key, value) -> value == null ? "1" : value + "x"))
                .isEqualTo("1x");
        assertThat(keyspace.merge("a", "y", String::concat)).isEqualTo("1xy");
        assertThat(keyspace.compute("a", (key, value) -> null)).isNull();
        assertThat(keyspace.containsKey("a")).isFalse();
        assertThat(keyspace.compute("a", (key, value) -> null)).isNull();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void compute_functionThrows_leavesTheEntryAndTheKeyUsable() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.compute("a", (key, value) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(keyspace.get("a")).isEqualTo("1");
        keyspace.put("a", "2");
        assertThatThrownBy(() -> keyspace.compute("b", (key, value) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(keyspace.size()).isEqualTo(1);
        assertThat(keyspace.get("a")).isEqualTo("2");
    }

    @Test
    default void run_customOperation_seesTheEntryAndTheTime() {
        Keyspace<String, String> keyspace = keyspace();
        Operation<String, String, String> stamp = new Operation<>() {
            @Override
            public Decision<String> decide(String key, EntryView<String> entry, long nowMillis) {
                return new Decision.Put<>(entry.value() + "@" + nowMillis);
            }

            @Override
            public @Nullable String result(@Nullable String before, Decision<String> decision) {
                return before;
            }
        };
        assertThat(keyspace.run("a", stamp)).isNull();
        long first = clock().millis();
        clock().advanceMillis(5);
        assertThat(keyspace.run("a", stamp)).isEqualTo("null@" + first);
        assertThat(keyspace.get("a")).isEqualTo("null@" + first + "@" + clock().millis());
        assertThat(keyspace.run("a", Operations.getAndRemove())).startsWith("null@");
    }

    @Test
    default void async_everyOperation_completesWithWhatTheOtherFormReturns() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> "loaded"));
        var async = keyspace.async();
        assertThat(async.put("a", "1").toCompletableFuture()).isCompleted();
        assertThat(async.get("a").toCompletableFuture()).isCompletedWithValue("1");
        assertThat(async.get("b").toCompletableFuture().join()).isEqualTo("loaded");
        assertThat(async.putIfAbsent("a", "2").toCompletableFuture()).isCompletedWithValue("1");
        assertThat(async.getAndPut("a", "3").toCompletableFuture()).isCompletedWithValue("1");
        assertThat(async.compute("a", (key, value) -> value + "x")
                        .toCompletableFuture()
                        .join())
                .isEqualTo("3x");
        assertThat(async.remove("a").toCompletableFuture()).isCompletedWithValue(true);
        assertThat(async.remove("a").toCompletableFuture()).isCompletedWithValue(false);
        assertThat(async.getAll(List.of("c", "d")).toCompletableFuture().join()).containsOnlyKeys("c", "d");
    }

    @Test
    default void iterator_whileOthersWrite_seesWhatStayed() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofMillis(100))));
        keyspace.put("old", "1");
        clock().advanceMillis(100);
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, "v" + i);
        }
        Map<String, String> seen = new TreeMap<>();
        keyspace.iterator().forEachRemaining(entry -> {
            seen.put(entry.getKey(), "" + entry.getValue().value());
            keyspace.remove("k" + (99 - seen.size()));
        });
        assertThat(seen).doesNotContainKey("old").hasSizeBetween(50, 100);
        assertThat(seen).allSatisfy((key, value) -> assertThat(value).isEqualTo("v" + key.substring(1)));
    }

    @Test
    default void everyMethod_afterTheStoreIsClosed_saysSo() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        store().close();
        assertThat(keyspace.isClosed()).isTrue();
        assertThatThrownBy(() -> keyspace.get("a"))
                .isInstanceOf(StoreClosedException.class)
                .hasMessageContaining(keyspace.name());
        assertThatThrownBy(() -> keyspace.put("a", "2")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> keyspace.remove("a")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(keyspace::size).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> store().create("x", KeyspaceConfig.defaults()))
                .isInstanceOf(StoreClosedException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T uncheckedNull() {
        return null;
    }
}
