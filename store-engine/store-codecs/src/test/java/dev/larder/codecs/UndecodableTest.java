package dev.larder.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.DataDirectory;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.StoreException;
import dev.larder.testkit.LogSpy;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store makes of values and keys whose class has gone, or changed, between two openings. */
@Timeout(60)
class UndecodableTest {
    private static final int COUNT = 30;
    private static final String ITEM =
            "public class Item implements java.io.Serializable, java.util.concurrent.Callable<Object> {"
                    + " private static final long serialVersionUID = 1;"
                    + " public String text = \"\"; public Object call() { return text; } }";
    private static final ClassVersions WITH = ClassVersions.of(Map.of("Item", ITEM, "Other", "public class Other {}"));
    private static final ClassVersions WITHOUT = WITH.without("Item");

    @TempDir
    Path directory;

    private Store open(Path data, ClassLoader loader) {
        return Store.open(StoreConfig.builder()
                .clock(new ManualClock())
                .classLoader(loader)
                .disk(DiskConfig.at(data)
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .build())
                .build());
    }

    private Store open(ClassLoader loader) {
        return open(directory.resolve("data"), loader);
    }

    private static <K> Keyspace<K, Object> create(
            Store store, String name, Mode mode, Role role, UnaryOperator<CodecConfig.Builder> codecs) {
        Persistence persistence = Persistence.builder(mode)
                .role(role)
                .codecs(codecs.apply(CodecConfig.builder().packages("shop")).build())
                .build();
        return store.create(
                name,
                KeyspaceConfig.<K, Object>builder().persistence(persistence).build());
    }

    private static Keyspace<String, Object> items(Store store, Mode mode, Role role) {
        return create(store, "items", mode, role, codecs -> codecs);
    }

    /** Items of all lengths, so that no two failures are worded alike. */
    private static void putItems(Keyspace<String, Object> keyspace) throws Exception {
        Class<?> type = WITH.loadClass("shop.Item");
        for (int i = 0; i < COUNT; i++) {
            Object item = type.getDeclaredConstructor().newInstance();
            type.getField("text").set(item, "x".repeat(i));
            keyspace.put("item-" + i, item);
        }
    }

    private static void assertItems(Keyspace<String, Object> keyspace) throws Exception {
        for (int i = 0; i < COUNT; i++) {
            Object item = keyspace.get("item-" + i);
            assertThat(item).isNotNull();
            assertThat(((Callable<?>) item).call()).isEqualTo("x".repeat(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fory", "java", "json", "msgpack"})
    void cache_classGone_missesItsValuesCountsThemAndLogsThemOnce(String codec) throws Exception {
        try (Store store = open(WITH)) {
            Keyspace<String, Object> before =
                    create(store, "items", Mode.LOG, Role.CACHE, codecs -> codecs.valueCodec(codec));
            putItems(before);
        }
        try (LogSpy log = new LogSpy();
                Store store = open(WITHOUT)) {
            Keyspace<String, Object> after =
                    create(store, "items", Mode.LOG, Role.CACHE, codecs -> codecs.valueCodec(codec));
            assertThat(after.restored().toCompletableFuture().join().undecodable())
                    .isEqualTo(COUNT);
            assertThat(after.get("item-1")).isNull();
            assertThat(log.messages()).singleElement().asString().contains("shop.Item", "items");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void data_classGone_isRefusedAndKeptWhateverTheStoreDoes(Mode mode) throws Exception {
        Path backup = directory.resolve("backup");
        try (Store store = open(WITH)) {
            putItems(items(store, mode, Role.DATA));
        }
        try (Store store = open(WITHOUT)) {
            assertThatThrownBy(() -> items(store, mode, Role.DATA))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("items")
                    .hasMessageContaining("shop.Item");
            Keyspace<String, Object> others = create(store, "others", Mode.HYBRID, Role.DATA, codecs -> codecs);
            for (int i = 0; i < 100; i++) {
                others.put("key-" + i % 5, "x".repeat(2_000));
            }
            store.snapshot();
            store.snapshot();
            store.backup(backup);
            assertThatThrownBy(() -> items(store, mode, Role.DATA)).isInstanceOf(StoreException.class);
        }
        try (Store store = open(WITHOUT)) {
            store.snapshot();
        }
        try (Store store = open(WITH)) {
            assertItems(items(store, mode, Role.DATA));
        }
        Path restored = directory.resolve("restored");
        DataDirectory.at(backup).restoreTo(restored);
        try (Store store = open(restored, WITH)) {
            assertItems(items(store, mode, Role.DATA));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void data_classAllowedAtTheSecondAttempt_isAllThere(Mode mode) throws Exception {
        try (Store store = open(WITH)) {
            putItems(items(store, mode, Role.DATA));
            assertThat(store.close("items")).isTrue();
            Persistence strict = Persistence.builder(mode).role(Role.DATA).build();
            assertThatThrownBy(() -> store.create(
                            "items",
                            KeyspaceConfig.builder().persistence(strict).build()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("The class shop.Item is not allowed");
            store.snapshot();

            assertItems(items(store, mode, Role.DATA));
        }
    }

    /** The error comes when the value is read; the entries beside it are used meanwhile. */
    @Test
    void dataInATier_classNotAllowed_failsAtTheReadAndIsKept() throws Exception {
        try (Store store = open(WITH)) {
            Persistence allowing = Persistence.builder(Mode.TIER)
                    .tier("memory")
                    .role(Role.DATA)
                    .codecs(CodecConfig.builder().packages("shop").build())
                    .build();
            Persistence strict = Persistence.builder(Mode.TIER)
                    .tier("memory")
                    .role(Role.DATA)
                    .build();
            Keyspace<String, Object> before = store.create(
                    "items",
                    KeyspaceConfig.<String, Object>builder()
                            .persistence(allowing)
                            .build());
            putItems(before);
            before.put("text", "text");
            store.close("items");

            Keyspace<String, Object> unreadable = store.create(
                    "items",
                    KeyspaceConfig.<String, Object>builder().persistence(strict).build());
            assertThat(unreadable.get("text")).isEqualTo("text");
            assertThatThrownBy(() -> unreadable.get("item-1"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("items")
                    .hasMessageContaining("The class shop.Item is not allowed");
            store.snapshot();
            store.close("items");

            Keyspace<String, Object> after = store.create(
                    "items",
                    KeyspaceConfig.<String, Object>builder()
                            .persistence(allowing)
                            .build());
            assertItems(after);
        }
    }

    /** A new field of a key is null in those that were written before, which its hashCode need not expect. */
    @Test
    void cache_keysThatCantBeHashedAnyMore_areMisses() throws Exception {
        String before = "public class Id implements java.io.Serializable { public String text = \"a\"; %s"
                + " @Override public int hashCode() { return text.hashCode()%s; }"
                + " @Override public boolean equals(Object other) {"
                + " return other instanceof Id that && text.equals(that.text); } }";
        ClassVersions old = ClassVersions.of(Map.of("Id", before.formatted("", "")));
        ClassVersions changed = ClassVersions.of(
                Map.of("Id", before.formatted("public String place; public Id() {}", " + place.hashCode()")));
        try (Store store = open(old)) {
            Keyspace<Object, Object> keyspace = create(store, "ids", Mode.LOG, Role.CACHE, codecs -> codecs);
            keyspace.put(old.loadClass("shop.Id").getDeclaredConstructor().newInstance(), "value");
            keyspace.put("text", "value");
        }
        try (LogSpy log = new LogSpy();
                Store store = open(changed)) {
            Keyspace<Object, Object> keyspace = create(store, "ids", Mode.LOG, Role.CACHE, codecs -> codecs);
            assertThat(keyspace.restored().toCompletableFuture().join().undecodable())
                    .isOne();
            assertThat(keyspace.get("text")).isEqualTo("value");
            assertThat(log.messages()).singleElement().asString().contains("shop.Id", "hashCode");
        }
    }

    /** Nobody can close a keyspace that was never given out. */
    @Test
    void data_notRead_doesNotCountForTheStoresLimit() throws Exception {
        Path data = directory.resolve("data");
        try (Store store = open(WITH)) {
            Keyspace<String, Object> keyspace = items(store, Mode.LOG, Role.DATA);
            for (int i = 0; i < 100; i++) {
                keyspace.put("text-" + i, "x".repeat(1_000));
            }
            putItems(keyspace);
        }
        try (Store store = Store.open(StoreConfig.builder()
                .clock(new ManualClock())
                .classLoader(WITHOUT)
                .maxMemoryBytes(250_000)
                .disk(DiskConfig.at(data)
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .build())
                .build())) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> items(store, Mode.LOG, Role.DATA)).isInstanceOf(StoreException.class);
            }
            Keyspace<String, Object> others = create(store, "others", Mode.NONE, Role.CACHE, codecs -> codecs);
            List<String> keys = IntStream.range(0, 50).mapToObj(i -> "key-" + i).toList();
            keys.forEach(key -> others.put(key, "x".repeat(1_000)));
            assertThat(keys).allSatisfy(key -> assertThat(others.get(key)).isNotNull());
        }
    }
}
