package dev.larder.rocksdb;

import dev.larder.store.spi.TierProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Tiers in RocksDB: for keyspaces much larger than memory and many writes. Settings and what they cost are in
 * {@code docs/tiers.md}.
 *
 * <p>A change is in the operating system's memory when its method returns, since RocksDB's log is written at once, and is on
 * disk when the log was synced, for many changes at once. The log is never switched off, nor held back in the process
 * ({@code disableWAL}, {@code manualWalFlush}): a killed process was measured to lose 4,000 to 640,000 acknowledged writes
 * that way, and none this way.
 */
public final class RocksDbTierProvider implements TierProvider {
    /** The name by which settings know it. */
    public static final String NAME = "rocksdb";

    /** Made by {@link java.util.ServiceLoader}. */
    public RocksDbTierProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void checkSettings(Map<String, String> settings) {
        RocksDbSettings.of(settings);
    }

    @Override
    public TierStore open(Path directory, Map<String, String> settings, Duration syncInterval) {
        return RocksDbTierStore.open(directory, RocksDbSettings.of(settings), syncInterval);
    }
}
