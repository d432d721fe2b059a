package dev.larder.testkit.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store of tiers for each test, with one keyspace to begin with. */
public abstract class TierFixture {
    /** An interval that no test lives to see. */
    protected static final Duration NEVER = Duration.ofHours(1);

    /** Where tests keep what they make; empty at first. */
    @TempDir
    protected Path scratch;

    /** The store under test. */
    protected TierStore store;

    /** A tier of it. */
    protected Tier tier;

    /** Creates a fixture; the test engine does. */
    @SuppressWarnings("NullAway.Init") // The test engine calls openStore first.
    protected TierFixture() {}

    /** The provider under test: the same each time, so that one in memory can keep its data. */
    protected abstract TierProvider provider();

    /** What to open stores with. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    final void openStore() {
        store = open(directory());
        tier = store.tier("orders");
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    /** Where the store is. */
    protected final Path directory() {
        return scratch.resolve("tiers");
    }

    /** Opens a store. */
    protected final TierStore open(Path directory) {
        return provider().open(directory, settings(), NEVER);
    }

    /** Closes the store and opens it again. */
    protected final void reopen() {
        store.close();
        store = open(directory());
        tier = store.tier("orders");
    }

    /** The bytes of a text. */
    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** The record of a key as text, or null. */
    protected static @Nullable String text(Tier tier, String key) {
        byte[] record = tier.get(bytes(key));
        return record == null ? null : new String(record, UTF_8);
    }

    /** Sets a record. */
    protected static long put(Tier tier, String key, String record) {
        return tier.put(bytes(key), bytes(record));
    }

    /** All records in the order of the scan. */
    protected static Map<String, String> all(Tier tier) {
        return scan(tier, null, null);
    }

    /** Records in the order of the scan. */
    protected static Map<String, String> scan(Tier tier, @Nullable String from, @Nullable String to) {
        try (Tier.Cursor cursor = tier.scan(from == null ? null : bytes(from), to == null ? null : bytes(to))) {
            return rest(cursor);
        }
    }

    /** The records that a cursor has not come to yet. */
    protected static Map<String, String> rest(Tier.Cursor cursor) {
        Map<String, String> found = new LinkedHashMap<>();
        while (cursor.next()) {
            found.put(new String(cursor.key(), UTF_8), new String(cursor.record(), UTF_8));
        }
        return found;
    }
}
