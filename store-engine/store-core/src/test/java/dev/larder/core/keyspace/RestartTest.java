package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.DiskConfig;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Operations;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.RemovalCause;
import dev.larder.store.RestoreReport;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.Subscription.Delivery;
import dev.larder.testkit.ManualClock;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a keyspace has after its store was closed and opened again. */
@Timeout(60)
class RestartTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private Store store;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(directory).segmentBytes(1 << 16).build())
                .build());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void restart() {
        store.close();
        openStore();
    }

    private Keyspace<String, String> keyspace(Mode mode) {
        return keyspace("things", mode, builder -> builder);
    }

    private Keyspace<String, String> keyspace(
            String name, Mode mode, UnaryOperator<KeyspaceConfig.Builder<String, String>> settings) {
        Keyspace<String, String> made = store.create(
                name,
                settings.apply(KeyspaceConfig.<String, String>builder()
                                .persistence(Persistence.builder(mode).build()))
                        .build());
        assertThat(made.restored().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        return made;
    }

    private static RestoreReport report(Keyspace<?, ?> keyspace) {
        return keyspace.restored().toCompletableFuture().join();
    }

    private static Map<String, String> contents(Keyspace<String, String> keyspace) {
        Map<String, String> contents = new TreeMap<>();
        keyspace.iterator()
                .forEachRemaining(
                        entry -> contents.put(entry.getKey(), entry.getValue().value()));
        return contents;
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void restart_afterPutsAndRemovals_bringsBackTheLastState(Mode mode) {
        Keyspace<String, String> before = keyspace(mode);
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
    void snapshot_whileAKeyspaceIsNotInUse_cutsTheLogAndKeepsItsEntries() {
        Keyspace<String, String> unused = keyspace("unused", Mode.HYBRID, builder -> builder);
        unused.put("cleared", "1");
        unused.clear();
        unused.put("in the snapshot", "1");
        unused.put("removed", "1");
        store.snapshot();
        unused.put("in the log", "1");
        unused.put("due", "1", Duration.ofSeconds(10));
        unused.expireAfter("due", Duration.ofSeconds(100));
        unused.remove("removed");
        restart();
        Keyspace<String, String> used = keyspace("used", Mode.HYBRID, builder -> builder);
        for (int i = 0; i < 10_000; i++) {
            used.put("key", "value-" + i);
        }
        long grownBytes = store.disk().logBytes();
        store.snapshot();
        assertThat(store.disk().logBytes()).isLessThan(grownBytes / 4);

        restart();
        clock.advance(Duration.ofSeconds(50));

        assertThat(contents(keyspace("unused", Mode.HYBRID, builder -> builder)))
                .isEqualTo(Map.of("in the snapshot", "1", "in the log", "1", "due", "1"));
        assertThat(contents(keyspace("used", Mode.HYBRID, builder -> builder))).isEqualTo(Map.of("key", "value-9999"));
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

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void restart_ofEntriesWithDeadlines_keepsTheDeadlines(Mode mode) {
        Keyspace<String, String> before = keyspace(mode);
        before.put("short", "1", Duration.ofSeconds(10));
        before.put("long", "1", Duration.ofSeconds(100));
        before.put("eternal", "1");
        before.put("moved", "1", Duration.ofSeconds(10));
        before.expireAfter("moved", Duration.ofSeconds(50));
        before.put("persisted", "1", Duration.ofSeconds(10));
        before.persist("persisted");
        clock.advance(Duration.ofSeconds(5));

        restart();
        clock.advance(Duration.ofSeconds(10));

        Keyspace<String, String> after = keyspace(mode);
        assertThat(after.get("short")).isNull();
        assertThat(after.timeToLive("long")).isEqualTo(Duration.ofSeconds(85));
        assertThat(after.timeToLive("moved")).isEqualTo(Duration.ofSeconds(35));
        assertThat(after.timeToLive("persisted")).isEqualTo(Duration.ofMillis(Lifetime.ETERNAL));
        assertThat(after.timeToLive("eternal")).isEqualTo(Duration.ofMillis(Lifetime.ETERNAL));
        assertThat(report(after).expired()).isEqualTo(1);
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
    void removalAsExpired_beforeTheDeadline_isNotUndoneByARestart() {
        Keyspace<String, String> before = keyspace(Mode.HYBRID);
        before.put("a", "1", Duration.ofHours(1));
        before.run("a", Operations.remove(RemovalCause.EXPIRED));
        before.put("b", "1", Duration.ofHours(1));
        before.expireAt("b", clock.millis() - 1);

        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEmpty();
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
    void idleEntries_thatAreRead_liveOnAfterARestart() {
        UnaryOperator<KeyspaceConfig.Builder<String, String>> idle =
                builder -> builder.lifetime(Lifetime.afterAccess(Duration.ofSeconds(100)));
        Keyspace<String, String> before = keyspace("idle", Mode.HYBRID, idle);
        before.put("read", "1");
        before.put("forgotten", "1");
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(9));
            before.get("read");
        }

        restart();

        Keyspace<String, String> after = keyspace("idle", Mode.HYBRID, idle);
        assertThat(contents(after)).isEqualTo(Map.of("read", "1"));
        assertThat(after.timeToLive("read")).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
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
    void aKeyspace_thatIsNotKeptForARun_hasNothingOldAfterwards() {
        keyspace(Mode.HYBRID).put("a", "old");
        restart();
        store.create("things", KeyspaceConfig.defaults());
        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void close_ofAKeyspaceThatIsCreatedAgain_keepsItsEntries(Mode mode) {
        for (int round = 0; round < 3; round++) {
            Keyspace<String, String> keyspace = keyspace(mode);
            keyspace.put("round", "" + round);
            keyspace.put("round-" + round, "1");
            keyspace.remove("round-" + (round - 1));
            store.close("things");
            if (round == 1) {
                store.snapshot();
            }
        }

        assertThat(contents(keyspace(mode))).isEqualTo(Map.of("round", "2", "round-2", "1"));
        restart();
        assertThat(contents(keyspace(mode))).isEqualTo(Map.of("round", "2", "round-2", "1"));
    }

    @Test
    void drop_afterTheStoreWasClosed_leavesTheDirectoryToItsNextOwner() {
        keyspace(Mode.HYBRID).put("a", "1");
        Store closed = store;
        restart();

        assertThat(closed.drop("things")).isFalse();

        restart();
        assertThat(contents(keyspace(Mode.HYBRID))).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void drop_ofAKeyspace_deletesItForGood() {
        keyspace(Mode.HYBRID).put("a", "1");
        store.snapshot();
        store.drop("things");
        restart();

        assertThat(contents(keyspace(Mode.HYBRID))).isEmpty();
        assertThat(store.disk().snapshotBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void modes_thatChangeFromRunToRun_keepTheEntries(Mode first) {
        for (Mode second : List.of(Mode.LOG, Mode.SNAPSHOT, Mode.HYBRID, Mode.SNAPSHOT, first)) {
            Keyspace<String, String> keyspace = keyspace(second);
            for (int i = 0; i < 20; i++) {
                keyspace.put("a", second + "-" + i);
                keyspace.put(second + "-key", "1");
                keyspace.remove(second + "-key");
            }
            restart();
            assertThat(contents(keyspace(second))).as("after %s", second).isEqualTo(Map.of("a", second + "-19"));
            restart();
        }
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
    void twoKeyspaces_ofOneLog_areKeptApart() {
        Keyspace<String, String> one = keyspace("one", Mode.LOG, builder -> builder);
        Keyspace<String, String> two = keyspace("two", Mode.HYBRID, builder -> builder);
        one.put("a", "of one");
        two.put("a", "of two");
        two.put("b", "of two");
        one.clear();
        one.put("c", "of one");

        restart();

        assertThat(contents(keyspace("one", Mode.LOG, builder -> builder))).isEqualTo(Map.of("c", "of one"));
        assertThat(contents(keyspace("two", Mode.HYBRID, builder -> builder)))
                .isEqualTo(Map.of("a", "of two", "b", "of two"));
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
