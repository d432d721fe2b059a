package dev.larder.lmdb;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.SortedRecords;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.lmdbjava.Cursor;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * Sorts all records and writes them in one transaction, while other writers wait: in order, which LMDB does without searching
 * where all keys are above those that are there, and with little searching elsewhere.
 */
final class LmdbBulkLoad implements Tier.BulkLoad {
    private static final long SORT_BYTES = 64L << 20;

    private final LmdbTier tier;
    private final SortedRecords records;
    private boolean ended;

    LmdbBulkLoad(LmdbTier tier, Path directory) {
        this.tier = tier;
        this.records = new SortedRecords(directory, SORT_BYTES);
    }

    @Override
    public void add(byte[] key, byte[] record) {
        requireGoingOn();
        tier.requireKey(key);
        records.add(key, record);
    }

    @Override
    public void commit() {
        requireGoingOn();
        long change = tier.change("Loading records", () -> tier.store().writer().changeAlone(this::write));
        try {
            tier.whenDurable(change).toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
        close();
    }

    @Override
    public void close() {
        ended = true;
        records.close();
    }

    private void write(Txn<byte[]> txn) {
        try (Tier.Cursor sorted = records.merge();
                Cursor<byte[]> target = tier.database().openCursor(txn)) {
            byte[] highestKey = target.last() ? target.key() : new byte[0];
            while (sorted.next()) {
                if (Arrays.compareUnsigned(sorted.key(), highestKey) > 0) {
                    target.put(sorted.key(), sorted.record(), PutFlags.MDB_APPEND);
                } else {
                    target.put(sorted.key(), sorted.record());
                }
            }
        }
    }

    private void requireGoingOn() {
        if (ended) {
            throw new IllegalStateException("the bulk load was committed or closed; begin another");
        }
    }
}
