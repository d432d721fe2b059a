package dev.larder.lmdb;

import dev.larder.store.spi.TierProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Tiers in LMDB: for keyspaces that are read much more often than written; reads are several times as fast as RocksDB's.
 * Keys have at most 511 bytes, which is LMDB's limit; longer ones are refused, since hashing them would lose their order.
 * Settings and what they cost are in {@code docs/tiers.md}.
 *
 * <p>A change returns when its transaction is committed, which it shares with those that others make meanwhile. So a killed
 * process loses nothing, and there is no copy of a change in this process that a read would have to look at.
 */
public final class LmdbTierProvider implements TierProvider {
    /** The name by which settings know it. */
    public static final String NAME = "lmdb";

    /** Made by {@link java.util.ServiceLoader}. */
    public LmdbTierProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void checkSettings(Map<String, String> settings) {
        LmdbSettings.of(settings);
    }

    @Override
    public TierStore open(Path directory, Map<String, String> settings, Duration syncInterval) {
        return LmdbTierStore.open(directory, LmdbSettings.of(settings), syncInterval);
    }
}
