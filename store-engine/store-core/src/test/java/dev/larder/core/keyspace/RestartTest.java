package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.Durability;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.Subscription.Delivery;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a keyspace has after its store was closed and opened again. */
@Timeout(60)
class RestartTest extends RestartingStore {
    @ParameterizedTest
    @CsvSource({
        "LOG,SYNC", "LOG,BACKGROUND", "LOG,NONE",
        "SNAPSHOT,SYNC", "SNAPSHOT,BACKGROUND", "SNAPSHOT,NONE",
        "HYBRID,SYNC", "HYBRID,BACKGROUND", "HYBRID,NONE"
    })
    void restart_afterPutsAndRemovals_bringsBackTheLastState(Mode mode, Durability durability) {
        Keyspace<String, String> before = keyspace(
                "things",
                mode,
                builder -> builder.persistence(
                        Persistence.builder(mode).durability(durability).build()));
        before.put("a", "1");
        before.put("b", "1");
        before.put("a", "2");
        before.remove("b");
        before.put("c", "3");

        restart();

        Keyspace<String, String> after = keyspace(mode);
        assertThat(contents(after)).isEqualTo(Map.of("a", "2", "c", "3"));
        assertThat(after.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "HYBRID"})
    void restart_afterSnapshotAndMoreWrites_bringsBackBoth(Mode mode) {
        Keyspace<String, String> before = keyspace(mode);
        for (int i = 0; i < 1_000; i++) {
            before.put("key-" + i, "old");
        }
        store.snapshot();
        before.put("key-7", "new");
        before.remove("key-8");
        before.put("another", "new");
        Map<String, String> contents = contents(before);

        restart();

        assertThat(contents(keyspace(mode))).isEqualTo(contents);
    }

    @Test
    void snapshot_ofManyWrites_letsTheLogBeCut() {
        Keyspace<String, String> keyspace = keyspace(Mode.HYBRID);
        for (int i = 0; i < 10_000; i++) {
            keyspace.put("key-" + i % 10, "value-" + i);
        }
        long grownBytes = store.disk().logBytes();

        store.snapshot();

        assertThat(store.disk().logBytes()).isLessThan(grownBytes / 4);
        assertThat(store.disk().snapshotBytes()).isPositive();
        restart();
        assertThat(contents(keyspace(Mode.HYBRID))).hasSize(10).containsEntry("key-9", "value-9999");
    }

    @Test
    void snapshot_ofAnUnchangedKeyspace_isNotTakenAgain() {
        Keyspace<String, String> quiet = keyspace("quiet", Mode.HYBRID, builder -> builder);
        Keyspace<String, String> busy = keyspace("busy", Mode.HYBRID, builder -> builder);
        quiet.put("key", "value");
        store.snapshot();
        Set<String> before = snapshots();
        busy.put("key", "value");

        store.snapshot();

        assertThat(snapshots()).containsAnyElementsOf(before);
        restart();
        assertThat(contents(keyspace("quiet", Mode.HYBRID, builder -> builder))).hasSize(1);
        assertThat(contents(keyspace("busy", Mode.HYBRID, builder -> builder))).hasSize(1);
    }

    private Set<String> snapshots() {
        Set<String> names = new TreeSet<>();
        for (File file : directory.toFile().listFiles()) {
            if (file.getName().startsWith("snapshot-")) {
                names.add(file.getName());
            }
        }
        return names;
    }

    @Test
    void restart_afterClear_bringsBackOnlyWhatCameLater() {
        Keyspace<String, String> before = keyspace(Mode.HYBRID);
        before.put("a", "1");
        store.snapshot();
        before.put("b", "1");
        before.clear();
        before.put("c", "1");

        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEqualTo(Map.of("c", "1"));
    }

    @Test
    void restart_afterEvictions_bringsBackWhatWasThere() {
        UnaryOperator<KeyspaceConfig.Builder<String, String>> bounded =
                builder -> builder.capacity(Capacity.entries(10)).policy("lru");
        Keyspace<String, String> before = keyspace("bounded", Mode.HYBRID, bounded);
        for (int i = 0; i < 100; i++) {
            before.put("key-" + i, "value");
        }
        Map<String, String> contents = contents(before);
        assertThat(contents).hasSize(10);

        restart();

        assertThat(contents(keyspace("bounded", Mode.HYBRID, bounded))).isEqualTo(contents);
    }

    @Test
    void remove_ofAnEntryThatWasEvicted_isNotUndoneByARestart() {
        UnaryOperator<KeyspaceConfig.Builder<String, String>> bounded =
                builder -> builder.capacity(Capacity.entries(2)).policy("lru");
        Keyspace<String, String> before = keyspace("bounded", Mode.HYBRID, bounded);
        before.put("victim", "stale");
        before.put("b", "1");
        before.put("c", "1");
        assertThat(before.remove("victim")).isFalse();
        before.remove("b");
        before.remove("c");

        restart();

        assertThat(contents(keyspace("bounded", Mode.HYBRID, bounded))).isEmpty();
    }

    @Test
    void versions_afterARestart_goOnAboveThoseBefore() {
        List<Long> versions = new ArrayList<>();
        Keyspace<String, String> before = keyspace(Mode.HYBRID);
        before.put("kept", "1");
        before.put("removed", "1");
        versions.add(before.view("removed").version());
        before.remove("removed");
        long kept = before.view("kept").version();

        restart();

        Keyspace<String, String> after = keyspace(Mode.HYBRID);
        assertThat(after.view("kept").version()).isEqualTo(kept);
        after.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> versions.add(change.version()));
        after.put("removed", "2");
        after.put("new", "1");
        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void pinnedEntries_afterARestart_arePinned() {
        UnaryOperator<KeyspaceConfig.Builder<String, String>> bounded =
                builder -> builder.capacity(Capacity.entries(5)).policy("lru");
        Keyspace<String, String> before = keyspace("bounded", Mode.HYBRID, bounded);
        before.put("pinned", "1", EvictionHint.PINNED);

        restart();

        Keyspace<String, String> after = keyspace("bounded", Mode.HYBRID, bounded);
        for (int i = 0; i < 100; i++) {
            after.put("key-" + i, "value");
        }
        assertThat(after.get("pinned")).isEqualTo("1");
    }

    @Test
    void putAll_ofManyEntries_bringsBackAll() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            many.put("key-" + i, "value-" + i);
        }
        keyspace(Mode.LOG).putAll(many);

        restart();

        assertThat(contents(keyspace(Mode.LOG))).isEqualTo(many);
    }

    @Test
    void aCacheThatIsUsedWhileItLoads_keepsWhatIsNewer() {
        Persistence missing =
                Persistence.builder(Mode.HYBRID).whileLoading(WhileLoading.MISS).build();
        Keyspace<String, String> before = keyspace(Mode.HYBRID);
        for (int i = 0; i < 2_000; i++) {
            before.put("key-" + i, "old");
        }
        store.snapshot();
        for (int i = 0; i < 2_000; i += 2) {
            before.put("key-" + i, "older");
        }

        restart();
        Keyspace<String, String> after = store.create(
                "things",
                KeyspaceConfig.<String, String>builder().persistence(missing).build());
        for (int i = 0; i < 1_000; i++) {
            after.put("key-" + i, "new");
        }
        for (int i = 1_000; i < 1_500; i++) {
            after.remove("key-" + i);
        }
        assertThat(after.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));

        for (int round = 0; round < 2; round++) {
            Keyspace<String, String> now = store.find("things");
            for (int i = 0; i < 2_000; i++) {
                String expected = i < 1_000 ? "new" : i < 1_500 ? null : i % 2 == 0 ? "older" : "old";
                assertThat(now.get("key-" + i))
                        .as("key-%d in round %d", i, round)
                        .isEqualTo(expected);
            }
            restart();
            keyspace(Mode.HYBRID);
        }
    }
}
