package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.CorruptDataException;
import dev.larder.store.DataDirectory;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.tier.SortedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a keyspace must do that lives in a tier and has a table too small for it: all that every keyspace must, and to have
 * its entries wherever they are.
 */
public abstract class TieredKeyspaceContract extends KeyspaceContract {
    private static final int TABLE_ENTRIES = 10;

    @TempDir
    private Path scratch;

    private final AtomicInteger stores = new AtomicInteger();

    /** Creates a contract; the test engine does. */
    @SuppressWarnings("NullAway.Init") // The test engine sets the directory.
    protected TieredKeyspaceContract() {}

    /** The name of the tier. */
    protected abstract String tier();

    @Override
    protected final Store open(StoreConfig config) {
        return openAt("contract-" + stores.incrementAndGet());
    }

    private Store openAt(String directory) {
        return Store.open(StoreConfig.builder()
                .clock(clock())
                .seed(42)
                .disk(DiskConfig.at(scratch.resolve(directory))
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .build())
                .build());
    }

    private Keyspace<String, String> create(Store store, Durability durability) {
        return store.create(
                "large",
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.entries(TABLE_ENTRIES))
                        .persistence(Persistence.builder(Mode.TIER)
                                .tier(tier())
                                .durability(durability)
                                .build())
                        .build());
    }

    @Override
    protected final KeyspaceConfig.Builder<String, String> configure(KeyspaceConfig.Builder<String, String> builder) {
        return builder.persistence(Persistence.builder(Mode.TIER).tier(tier()).build());
    }

    @Test
    void entries_thatLeftTheTable_areFound() {
        try (Store store = openAt("larger")) {
            Keyspace<String, String> keyspace = create(store, Durability.BACKGROUND);
            for (int i = 0; i < 500; i++) {
                keyspace.put("key-" + i, "value-" + i);
            }

            for (int i = 0; i < 500; i++) {
                assertThat(keyspace.get("key-" + i)).isEqualTo("value-" + i);
                assertThat(keyspace.containsKey("key-" + i)).isTrue();
            }
            assertThat(keyspace.get("absent")).isNull();
            assertThat(contents(keyspace)).hasSize(500);
        }
    }

    @Test
    void randomRun_overATableThatIsTooSmall_doesAsAMapAcrossRestarts() {
        long seed = Long.getLong("larder.seed", 42);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, String> model = new TreeMap<>();
        for (int restart = 0; restart < 4; restart++) {
            try (Store store = openAt("random")) {
                Keyspace<String, String> keyspace = create(store, Durability.NONE);
                for (int step = 0; step < 2_000; step++) {
                    step(keyspace, model, random, "seed " + seed + ", restart " + restart + ", step " + step);
                }
                assertThat(contents(keyspace))
                        .as("seed %d, restart %d", seed, restart)
                        .isEqualTo(model);
            }
        }
    }

    private static void step(
            Keyspace<String, String> keyspace, Map<String, String> model, SplittableRandom random, String where) {
        String key = "key-" + random.nextInt(60);
        String value = "value-" + random.nextInt(5);
        switch (random.nextInt(9)) {
            case 0 -> assertThat(keyspace.remove(key)).as(where).isEqualTo(model.remove(key) != null);
            case 1 -> assertThat(keyspace.putIfAbsent(key, value)).as(where).isEqualTo(model.putIfAbsent(key, value));
            case 2 -> assertThat(keyspace.getAndPut(key, value)).as(where).isEqualTo(model.put(key, value));
            case 3 -> assertThat(keyspace.replace(key, value)).as(where).isEqualTo(model.replace(key, value) != null);
            case 4 ->
                assertThat(keyspace.compute(key, (same, old) -> old == null ? value : null))
                        .as(where)
                        .isEqualTo(model.compute(key, (same, old) -> old == null ? value : null));
            case 5 -> assertThat(keyspace.view(key).isPresent()).as(where).isEqualTo(model.containsKey(key));
            case 6 -> {
                if (random.nextInt(100) == 0) {
                    keyspace.clear();
                    model.clear();
                }
            }
            case 7 -> assertThat(keyspace.get(key)).as(where).isEqualTo(model.get(key));
            default -> {
                keyspace.put(key, value);
                model.put(key, value);
            }
        }
    }

    @Test
    void deadlines_ofEntriesOutsideTheTable_passAndSurviveRestarts() {
        try (Store store = openAt("deadlines")) {
            Keyspace<String, String> keyspace = create(store, Durability.SYNC);
            keyspace.put("short", "1", Duration.ofSeconds(10));
            keyspace.put("long", "1", Duration.ofSeconds(100));
            keyspace.put("moved", "1", Duration.ofSeconds(10));
            keyspace.expireAfter("moved", Duration.ofSeconds(50));
            for (int i = 0; i < 100; i++) {
                keyspace.put("key-" + i, "value");
            }
        }
        clock().advance(Duration.ofSeconds(20));
        try (Store store = openAt("deadlines")) {
            Keyspace<String, String> keyspace = create(store, Durability.SYNC);
            assertThat(keyspace.get("short")).isNull();
            assertThat(keyspace.timeToLive("long")).isEqualTo(Duration.ofSeconds(80));
            assertThat(keyspace.timeToLive("moved")).isEqualTo(Duration.ofSeconds(30));
            clock().advance(Duration.ofSeconds(40));
            assertThat(contents(keyspace)).hasSize(101).doesNotContainKey("moved");
            keyspace.maintain();
            assertThat(keyspace.size()).isBetween(0L, 103L);
        }
    }

    @Test
    void async_whatHangsOnAWriteWaitsForAnother_bothComplete() throws Exception {
        try (Store store = openAt("async")) {
            Keyspace<String, String> keyspace = create(store, Durability.SYNC);

            // Now and then the disk is faster than what is hung on.
            for (int i = 0; i < 50; i++) {
                String value = "value-" + i;
                String read = keyspace.async()
                        .put("first", value)
                        .thenApply(done -> {
                            keyspace.put("second", value);
                            return keyspace.get("second");
                        })
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
                assertThat(read).isEqualTo(value);
            }
        }
    }

    @Test
    void backup_whileWritten_isAStoreOfItsOwnAndCanBeRestored() {
        Path copy = scratch.resolve("copy");
        Path restored = scratch.resolve("restored");
        Map<String, String> before;
        try (Store store = openAt("original")) {
            Keyspace<String, String> keyspace = create(store, Durability.BACKGROUND);
            keyspace.put("removed", "1");
            for (int i = 0; i < 100; i++) {
                keyspace.put("key-" + i, "value", Duration.ofSeconds(50 + i));
            }
            keyspace.remove("removed");
            before = contents(keyspace);

            store.backup(copy);
            keyspace.clear();
            keyspace.put("later", "1");
        }
        DataDirectory backup = DataDirectory.at(copy);
        assertThat(backup.verify().damage()).isEmpty();
        assertThat(backup.inspect().keyspaces()).anyMatch(kept -> tier().equals(kept.tier()));
        backup.restoreTo(restored);

        clock().advance(Duration.ofSeconds(60));
        for (Path directory : List.of(copy, restored)) {
            try (Store store = openAt(directory.getFileName().toString())) {
                Keyspace<String, String> keyspace = create(store, Durability.SYNC);
                assertThat(before).hasSize(100).containsAllEntriesOf(contents(keyspace));
                assertThat(contents(keyspace))
                        .hasSize(89)
                        .doesNotContainKey("key-10")
                        .containsKey("key-11");
                keyspace.put("new", "1");
                assertThat(keyspace.view("new").version())
                        .isGreaterThan(keyspace.view("key-99").version());
            }
        }
        try (Store store = openAt("original")) {
            assertThat(contents(create(store, Durability.SYNC))).containsOnlyKeys("later");
        }
    }

    @Test
    void inspect_tierIsMissing_isDamage() {
        try (Store store = openAt("partly copied")) {
            create(store, Durability.SYNC).put("key", "1");
        }
        Path tiers = scratch.resolve("partly copied/tiers");
        SortedRecords.deleteAll(tiers);

        assertThat(DataDirectory.at(scratch.resolve("partly copied")).verify().damage())
                .singleElement()
                .satisfies(damage -> assertThat(damage.message())
                        .contains("large")
                        .contains(tiers.resolve(tier()).toString()));
        try (Store store = openAt("partly copied")) {
            assertThatThrownBy(() -> create(store, Durability.SYNC)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void versions_ofTheNextRun_areAboveThoseOfTheLast() {
        long before;
        try (Store store = openAt("versions")) {
            Keyspace<String, String> keyspace = create(store, Durability.BACKGROUND);
            keyspace.put("key", "1");
            before = keyspace.view("key").version();
            keyspace.remove("key");
        }
        try (Store store = openAt("versions")) {
            Keyspace<String, String> keyspace = create(store, Durability.BACKGROUND);
            keyspace.put("key", "2");
            assertThat(keyspace.view("key").version()).isGreaterThan(before);
        }
    }

    private static Map<String, String> contents(Keyspace<String, String> keyspace) {
        Map<String, String> contents = new TreeMap<>();
        keyspace.iterator().forEachRemaining(entry -> {
            EntryView<String> view = entry.getValue();
            contents.put(entry.getKey(), view.value());
        });
        return contents;
    }
}
