package dev.larder.rocksdb;

import dev.larder.store.spi.tier.TierSettings;
import java.util.List;
import java.util.Map;

/**
 * What a user may set; immutable.
 *
 * @param blockCacheBytes memory for blocks that were read, of all keyspaces together
 * @param writeBufferBytes memory for writes that are not in a sorted file yet, of all keyspaces together
 * @param maxOpenFiles how many files stay open
 * @param maxBackgroundJobs how many threads flush and compact
 */
record RocksDbSettings(long blockCacheBytes, long writeBufferBytes, int maxOpenFiles, int maxBackgroundJobs) {
    private static final String BLOCK_CACHE = "block-cache";
    private static final String WRITE_BUFFER = "write-buffer";
    private static final String MAX_OPEN_FILES = "max-open-files";
    private static final String MAX_BACKGROUND_JOBS = "max-background-jobs";

    static RocksDbSettings of(Map<String, String> texts) {
        TierSettings settings = new TierSettings(
                RocksDbTierProvider.NAME,
                List.of(BLOCK_CACHE, WRITE_BUFFER, MAX_OPEN_FILES, MAX_BACKGROUND_JOBS),
                texts);
        return new RocksDbSettings(
                settings.bytes(BLOCK_CACHE, 64L << 20),
                settings.bytes(WRITE_BUFFER, 64L << 20),
                settings.count(MAX_OPEN_FILES, 1_000),
                settings.count(MAX_BACKGROUND_JOBS, 2));
    }
}
