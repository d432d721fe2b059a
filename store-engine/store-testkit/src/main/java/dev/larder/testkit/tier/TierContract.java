package dev.larder.testkit.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.larder.store.EntryTooLargeException;
import dev.larder.store.StoreClosedException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every tier must keep as seen by one thread: records, order, clearing, confirmation, reopening, closing, backup. */
public abstract class TierContract extends TierFixture {
    /** Creates a contract; the test engine does. */
    protected TierContract() {}

    @Test
    void get_absentKey_findsNothing() {
        assertThat(tier.get(bytes("nobody"))).isNull();
    }

    @Test
    void put_newAndKnownKey_setsTheRecord() {
        put(tier, "1", "bread");
        put(tier, "2", "milk");
        put(tier, "1", "butter");

        assertThat(text(tier, "1")).isEqualTo("butter");
        assertThat(text(tier, "2")).isEqualTo("milk");
    }

    @Test
    void put_emptyRecord_isThere() {
        put(tier, "1", "");

        assertThat(text(tier, "1")).isEmpty();
        assertThat(all(tier)).containsExactly(entry("1", ""));
    }

    @Test
    void put_largeRecord_comesBackWhole() {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);

        tier.put(bytes("1"), large);

        assertThat(tier.get(bytes("1"))).isEqualTo(large);
    }

    @Test
    void put_emptyKey_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> put(tier, "", "bread"));
    }

    @Test
    void put_longKey_isStoredOrRefusedAsTooLarge() {
        String long500 = "k".repeat(500);
        put(tier, long500, "bread");
        assertThat(text(tier, long500)).isEqualTo("bread");

        String long5000 = "k".repeat(5_000);
        try {
            put(tier, long5000, "milk");
        } catch (EntryTooLargeException tooLarge) {
            assertThat(tooLarge).hasMessageContaining("5000");
            return;
        }
        assertThat(text(tier, long5000)).isEqualTo("milk");
    }

    @Test
    void write_putsAndRemoves_makesAllOfThem() {
        put(tier, "1", "bread");
        put(tier, "2", "milk");

        long change = tier.write(List.of(
                new Tier.Change(bytes("1"), null),
                new Tier.Change(bytes("2"), bytes("butter")),
                new Tier.Change(bytes("3"), bytes("salt")),
                new Tier.Change(bytes("4"), null)));

        assertThat(all(tier)).containsExactly(entry("2", "butter"), entry("3", "salt"));
        assertThat(tier.whenDurable(change).toCompletableFuture()).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void write_withAKeyThatIsRefused_changesNothing() {
        put(tier, "1", "bread");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tier.write(
                        List.of(new Tier.Change(bytes("1"), bytes("milk")), new Tier.Change(new byte[0], bytes("x")))));

        assertThat(all(tier)).containsExactly(entry("1", "bread"));
    }

    @Test
    void remove_presentAndAbsentKey_leavesNone() {
        put(tier, "1", "bread");

        tier.remove(bytes("1"));
        tier.remove(bytes("2"));

        assertThat(text(tier, "1")).isNull();
        assertThat(all(tier)).isEmpty();
    }

    @Test
    void scan_keysOfAllBytes_areInUnsignedOrder() {
        byte[][] ordered = {{0}, {0, 0}, {0, 1}, {1}, {0x7f}, {(byte) 0x80}, {(byte) 0xff}, {(byte) 0xff, 0}};
        for (int i = ordered.length - 1; i >= 0; i--) {
            tier.put(ordered[i], new byte[] {(byte) i});
        }

        try (Tier.Cursor cursor = tier.scan(null, null)) {
            for (int i = 0; i < ordered.length; i++) {
                assertThat(cursor.next()).as("record %d", i).isTrue();
                assertThat(cursor.key()).isEqualTo(ordered[i]);
                assertThat(cursor.record()).containsExactly(i);
            }
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).as("asked again at the end").isFalse();
        }
    }

    @Test
    void scan_bounds_includeTheFirstAndNotTheLast() {
        for (String key : new String[] {"a", "b", "c", "d"}) {
            put(tier, key, key);
        }

        assertThat(scan(tier, "b", "d")).containsOnlyKeys("b", "c");
        assertThat(scan(tier, "aa", null)).containsOnlyKeys("b", "c", "d");
        assertThat(scan(tier, null, "b")).containsOnlyKeys("a");
        assertThat(scan(tier, "c", "b")).isEmpty();
        assertThat(scan(tier, "x", null)).isEmpty();
    }

    @Test
    void scan_changedMeanwhile_seesWhatWasThere() {
        put(tier, "a", "1");
        put(tier, "b", "1");
        put(tier, "c", "1");

        try (Tier.Cursor cursor = tier.scan(null, null)) {
            put(tier, "a", "2");
            tier.remove(bytes("b"));
            put(tier, "d", "2");

            assertThat(rest(cursor)).containsExactly(entry("a", "1"), entry("b", "1"), entry("c", "1"));
        }
        assertThat(all(tier)).containsExactly(entry("a", "2"), entry("c", "1"), entry("d", "2"));
    }

    @Test
    void clear_cursorOpen_cursorGoesOnAndTheTierIsEmpty() {
        put(tier, "a", "1");
        put(tier, "b", "1");

        try (Tier.Cursor cursor = tier.scan(null, null)) {
            tier.clear();

            assertThat(all(tier)).isEmpty();
            assertThat(text(tier, "a")).isNull();
            assertThat(rest(cursor)).containsOnlyKeys("a", "b");
        }
        put(tier, "c", "2");
        assertThat(all(tier)).containsExactly(entry("c", "2"));
    }

    @Test
    void clear_thenReopened_hasOnlyWhatCameAfter() {
        put(tier, "a", "1");
        tier.clear();
        put(tier, "b", "2");
        tier.clear();
        put(tier, "c", "3");

        reopen();

        assertThat(all(tier)).containsExactly(entry("c", "3"));
    }

    @Test
    void approximateCount_manyRecords_isAboutRight() {
        for (int i = 0; i < 1_000; i++) {
            put(tier, "key-" + i, "record");
        }

        assertThat(tier.approximateCount()).isBetween(500L, 2_000L);
        assertThat(tier.approximateBytes()).isPositive();
        tier.clear();
        assertThat(tier.approximateCount()).isLessThan(100);
    }

    @Test
    void whenDurable_anyChange_completes() throws Exception {
        long first = put(tier, "a", "1");
        long second = tier.remove(bytes("a"));
        long third = tier.clear();

        assertThat(first).isLessThanOrEqualTo(second);
        assertThat(second).isLessThanOrEqualTo(third);
        tier.whenDurable(third).toCompletableFuture().get(30, TimeUnit.SECONDS);
        tier.whenDurable(first).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void open_closedBefore_hasAllRecordsOfAllKeyspaces() {
        put(tier, "1", "bread");
        put(store.tier("users"), "1", "alice");
        assertThat(store.keyspaces()).containsExactlyInAnyOrder("orders", "users");

        reopen();

        assertThat(store.keyspaces()).containsExactlyInAnyOrder("orders", "users");
        assertThat(text(tier, "1")).isEqualTo("bread");
        assertThat(text(store.tier("users"), "1")).isEqualTo("alice");
    }

    @Test
    void tier_anyName_isAKeyspaceOfItsOwn() {
        String[] names = {"a", "A", "a/b", "../a", "ü 中 \uD83E\uDD80", "0", "default", "n".repeat(300)};
        for (String name : names) {
            put(store.tier(name), "name", name);
        }

        reopen();

        assertThat(store.keyspaces()).contains(names);
        for (String name : names) {
            assertThat(all(store.tier(name))).as(name).containsExactly(entry("name", name));
        }
    }

    @Test
    void drop_keyspace_takesItsRecordsOnly() {
        put(tier, "1", "bread");
        put(store.tier("users"), "1", "alice");

        store.drop("orders");
        store.drop("nobody");

        assertThat(store.keyspaces()).containsExactly("users");
        assertThatThrownBy(() -> tier.get(bytes("1"))).isInstanceOf(StoreClosedException.class);
        assertThat(all(store.tier("orders"))).isEmpty();
        reopen();
        assertThat(all(tier)).isEmpty();
        assertThat(text(store.tier("users"), "1")).isEqualTo("alice");
    }

    @Test
    void backup_whileChanged_opensAsItWas() {
        put(tier, "1", "bread");
        put(store.tier("users"), "1", "alice");
        Path copy = scratch.resolve("backups/monday");

        store.backup(copy);
        put(tier, "1", "butter");
        put(tier, "2", "milk");

        try (TierStore restored = open(copy)) {
            assertThat(all(restored.tier("orders"))).containsExactly(entry("1", "bread"));
            assertThat(all(restored.tier("users"))).containsExactly(entry("1", "alice"));
        }
        assertThat(all(tier)).containsOnlyKeys("1", "2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.backup(copy))
                .withMessageContaining(copy.toString());
    }

    @Test
    void statistics_someRecords_haveNames() {
        put(tier, "1", "bread");

        assertThat(tier.statistics()).isNotEmpty().doesNotContainKey("").doesNotContainValue(null);
    }

    @Test
    void close_usedAfterwards_saysSo() {
        put(tier, "1", "bread");
        Tier.Cursor cursor = tier.scan(null, null);
        Tier.BulkLoad load = tier.bulkLoad();
        load.add(bytes("2"), bytes("milk"));

        store.close();
        store.close();

        assertClosed(() -> tier.get(bytes("1")));
        assertClosed(() -> put(tier, "1", "butter"));
        assertClosed(() -> tier.remove(bytes("1")));
        assertClosed(() -> tier.clear());
        assertClosed(() -> tier.scan(null, null));
        assertClosed(() -> tier.approximateCount());
        assertClosed(() -> tier.approximateBytes());
        assertClosed(() -> tier.statistics());
        assertClosed(() -> tier.bulkLoad());
        assertClosed(cursor::next);
        assertClosed(load::commit);
        assertClosed(() -> store.tier("orders"));
        assertClosed(() -> store.keyspaces());
        assertClosed(() -> store.drop("orders"));
        assertClosed(() -> store.backup(scratch.resolve("late")));
        cursor.close();
        load.close();
    }

    @Test
    void open_unknownSetting_isRefusedAndTheKnownAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider().open(scratch.resolve("other"), Map.of("no-such-setting", "1"), NEVER))
                .withMessageContaining("no-such-setting")
                .withMessageContaining(provider().name());
    }

    private static void assertClosed(Runnable use) {
        assertThatThrownBy(use::run).isInstanceOf(StoreClosedException.class);
    }
}
