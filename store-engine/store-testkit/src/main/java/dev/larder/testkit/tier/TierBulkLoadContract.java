package dev.larder.testkit.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import dev.larder.store.spi.Tier;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every tier's bulk load must keep. */
public abstract class TierBulkLoadContract extends TierFixture {
    private static final int MANY = 20_000;

    /** Creates a contract; the test engine does. */
    protected TierBulkLoadContract() {}

    @Test
    void commit_ascendingKeys_addsThem() {
        put(tier, "a", "old");
        put(tier, "z", "old");

        load("a", "new", "b", "new");

        assertThat(all(tier)).containsExactly(entry("a", "new"), entry("b", "new"), entry("z", "old"));
    }

    @Test
    void commit_keysInAnyOrder_theLastOfEachCounts() {
        load("c", "1", "a", "1", "c", "2", "b", "1", "d", "1", "a", "2", "d", "2");

        assertThat(all(tier)).containsExactly(entry("a", "2"), entry("b", "1"), entry("c", "2"), entry("d", "2"));
    }

    @Test
    void commit_twoLoadsAfterEachOther_theSecondReplaces() {
        load("a", "1", "b", "1");
        load("b", "2", "c", "2");

        assertThat(all(tier)).containsExactly(entry("a", "1"), entry("b", "2"), entry("c", "2"));
    }

    @Test
    void commit_thenPutRemoveAndReopen_keepsTheirOrder() {
        put(tier, "a", "before");
        load("a", "loaded", "b", "loaded", "c", "loaded");
        put(tier, "b", "after");
        tier.remove(bytes("c"));

        reopen();

        assertThat(all(tier)).containsExactly(entry("a", "loaded"), entry("b", "after"));
    }

    @Test
    void commit_nothingAdded_changesNothing() {
        put(tier, "a", "1");

        load();

        assertThat(all(tier)).containsExactly(entry("a", "1"));
    }

    @Test
    void add_notCommitted_isNeverSeen() {
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            load.add(bytes("b"), bytes("1"));
            load.add(bytes("a"), bytes("1"));
            assertThat(all(tier)).isEmpty();
        }

        assertThat(all(tier)).isEmpty();
        reopen();
        assertThat(all(tier)).isEmpty();
    }

    @Test
    void add_emptyKey_isRefused() {
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            assertThatIllegalArgumentException().isThrownBy(() -> load.add(new byte[0], bytes("1")));
        }
    }

    @Test
    void add_afterCommit_isRefused() {
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            load.commit();

            assertThatIllegalStateException().isThrownBy(() -> load.add(bytes("a"), bytes("1")));
        }
    }

    @Test
    void commit_cursorOpen_cursorDoesNotSeeIt() {
        put(tier, "a", "1");

        try (Tier.Cursor cursor = tier.scan(null, null)) {
            load("a", "2", "b", "2");

            assertThat(rest(cursor)).containsExactly(entry("a", "1"));
        }
    }

    @Test
    void commit_manyShuffledRecords_areAllThere() {
        long seed = 42;
        Random random = new Random(seed);
        Map<String, String> expected = new TreeMap<>();
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            for (int i = 0; i < MANY; i++) {
                String key = "key-" + (100_000 + random.nextInt(MANY));
                String record = "record-" + i;
                expected.put(key, record);
                load.add(bytes(key), bytes(record));
            }
            load.commit();
        }

        assertThat(all(tier)).as("seed %d", seed).isEqualTo(expected);
        String someKey = expected.keySet().iterator().next();
        assertThat(new String(tier.get(bytes(someKey)), UTF_8)).isEqualTo(expected.get(someKey));
    }

    private void load(String... keysAndRecords) {
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            for (int i = 0; i < keysAndRecords.length; i += 2) {
                load.add(bytes(keysAndRecords[i]), bytes(keysAndRecords[i + 1]));
            }
            load.commit();
        }
    }
}
