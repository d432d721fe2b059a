package dev.larder.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileManager;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * How RocksDB is set up: levels that are merged in the background, LZ4 on the upper ones and zstd on the last, which holds nine
 * tenths; Bloom filters of 10 bits, so that a key that is not there costs no read in 99 of 100 cases; one cache of blocks for
 * all keyspaces. Blocks are not read through mapped memory, which was measured to take twice the processor time once the data
 * is larger than memory.
 */
final class DatabaseOptions implements AutoCloseable {
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final long BLOCK_BYTES = 8 << 10;

    private final NativeParts parts = new NativeParts();
    private final DBOptions database;
    private final ColumnFamilyOptions keyspace;
    private final WriteOptions write;

    DatabaseOptions(RocksDbSettings settings) throws RocksDBException {
        Cache blockCache = parts.add(new LRUCache(settings.blockCacheBytes()));
        // Has RocksDB look for room on a full disk, and go on by itself once there is some.
        SstFileManager fileManager = parts.add(new SstFileManager(Env.getDefault()));
        keyspace = parts.add(new ColumnFamilyOptions())
                .setWriteBufferSize(settings.writeBufferBytes())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(blockCache)
                        .setBlockSize(BLOCK_BYTES)
                        .setFilterPolicy(parts.add(new BloomFilter(BLOOM_BITS_PER_KEY, false)))
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
        database = parts.add(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(settings.writeBufferBytes())
                .setMaxOpenFiles(settings.maxOpenFiles())
                .setMaxBackgroundJobs(settings.maxBackgroundJobs())
                .setSstFileManager(fileManager)
                .setManualWalFlush(false)
                // What a power failure tore off the log's end was not confirmed; what comes before it is replayed.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2);
        write = parts.add(new WriteOptions()).setSync(false).setDisableWAL(false);
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions keyspace() {
        return keyspace;
    }

    WriteOptions write() {
        return write;
    }

    /** For files that a bulk load writes: with LZ4, which is cheaper to write; zstd follows when they are merged. */
    static Options bulkLoad(NativeParts parts) {
        return parts.add(new Options())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockSize(BLOCK_BYTES)
                        .setNoBlockCache(true)
                        .setFilterPolicy(parts.add(new BloomFilter(BLOOM_BITS_PER_KEY, false))));
    }

    @Override
    public void close() {
        parts.close();
    }
}
