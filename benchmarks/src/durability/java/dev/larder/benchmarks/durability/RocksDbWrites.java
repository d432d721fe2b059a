package dev.larder.benchmarks.durability;

import java.nio.file.Path;
import java.time.Duration;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteOptions;

/** Puts into RocksDB as it comes, with its log, which it does not have confirmed. */
final class RocksDbWrites {
    private final Sample sample;
    private final Duration time;

    RocksDbWrites(Sample sample, Duration time) {
        this.sample = sample;
        this.time = time;
    }

    double perSecond(Path directory, int threadCount) throws Exception {
        RocksDB.loadLibrary();
        try (Options options = new Options().setCreateIfMissing(true);
                WriteOptions unconfirmed = new WriteOptions().setSync(false).setDisableWAL(false);
                RocksDB database = RocksDB.open(options, directory.toString())) {
            return Writers.perSecond(threadCount, Thread::new, time, thread -> number -> {
                int position = Sample.position(thread, threadCount, number);
                database.put(unconfirmed, sample.keyBytes(position), sample.valueBytes(position));
            });
        }
    }
}
