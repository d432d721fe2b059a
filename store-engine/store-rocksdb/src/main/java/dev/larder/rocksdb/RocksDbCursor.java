package dev.larder.rocksdb;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.Gate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * An iterator, which sees the column family as it was when it was made. Does not fill the cache of blocks, which a scan would
 * empty of what is read often.
 *
 * <p>Belongs to one thread; {@link #release} is called by any, in the gate alone.
 */
final class RocksDbCursor implements Tier.Cursor {
    private final RocksDbTierStore store;
    private final NativeParts parts = new NativeParts();
    private final RocksIterator iterator;
    private final Gate gate;
    private final Consumer<RocksDbCursor> onClose;
    private boolean begun;
    private boolean closed;
    private byte @Nullable [] key;
    private byte @Nullable [] record;

    RocksDbCursor(
            RocksDbTierStore store,
            ColumnFamilyHandle family,
            byte @Nullable [] from,
            byte @Nullable [] to,
            Gate gate,
            Consumer<RocksDbCursor> onClose) {
        this.store = store;
        this.gate = gate;
        this.onClose = onClose;
        ReadOptions read = parts.add(new ReadOptions()).setTotalOrderSeek(true).setFillCache(false);
        if (to != null) {
            read.setIterateUpperBound(parts.add(new Slice(to)));
        }
        iterator = parts.add(store.database().newIterator(family, read));
        if (from == null) {
            iterator.seekToFirst();
        } else {
            iterator.seek(from);
        }
    }

    @Override
    public boolean next() {
        long stamp = gate.enter();
        try {
            if (closed) {
                throw new IllegalStateException("the cursor was closed; scan again");
            }
            if (begun && iterator.isValid()) {
                iterator.next();
            }
            begun = true;
            if (!iterator.isValid()) {
                iterator.status();
                return false;
            }
            key = iterator.key();
            record = iterator.value();
            return true;
        } catch (RocksDBException failure) {
            throw store.failed(failure, "Scanning a keyspace");
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public byte[] key() {
        return requireCurrent(key);
    }

    @Override
    public byte[] record() {
        return requireCurrent(record);
    }

    @Override
    public void close() {
        gate.runIfOpen(() -> {
            release();
            onClose.accept(this);
        });
    }

    /** Gives back the native memory; nothing the second time. */
    void release() {
        if (!closed) {
            closed = true;
            parts.close();
        }
    }

    private static byte[] requireCurrent(byte @Nullable [] part) {
        if (part == null) {
            throw new IllegalStateException(
                    "the cursor is before the first record: call next() and see that it is true");
        }
        return part;
    }
}
