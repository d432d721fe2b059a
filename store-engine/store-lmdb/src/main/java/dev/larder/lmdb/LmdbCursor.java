package dev.larder.lmdb;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.Gate;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * A cursor in a transaction of its own, which sees the database as it was when it was made. While it is open, LMDB can't use
 * pages again that were freed since, and the map can't grow: cursors should not stay open for long.
 *
 * <p>Belongs to one thread; {@link #release} is called by any, in the gate alone.
 */
final class LmdbCursor implements Tier.Cursor {
    private final LmdbTierStore store;
    private final byte @Nullable [] from;
    private final byte @Nullable [] to;
    private final Gate gate;
    private final Consumer<LmdbCursor> onClose;
    private final Txn<byte[]> txn;
    private final Cursor<byte[]> cursor;
    private boolean begun;
    private boolean ended;
    private boolean closed;
    private byte @Nullable [] key;
    private byte @Nullable [] record;

    LmdbCursor(
            LmdbTierStore store,
            Dbi<byte[]> database,
            byte @Nullable [] from,
            byte @Nullable [] to,
            Gate gate,
            Consumer<LmdbCursor> onClose) {
        this.store = store;
        this.from = from == null || from.length == 0 ? null : from;
        this.to = to;
        this.gate = gate;
        this.onClose = onClose;
        this.txn = store.environment().beginCursor();
        this.cursor = open(store, database, txn);
    }

    private static Cursor<byte[]> open(LmdbTierStore store, Dbi<byte[]> database, Txn<byte[]> txn) {
        try {
            return database.openCursor(txn);
        } catch (LmdbException failure) {
            store.environment().endCursor(txn);
            throw failure;
        }
    }

    @Override
    public boolean next() {
        long stamp = gate.enter();
        try {
            if (closed) {
                throw new IllegalStateException("the cursor was closed; scan again");
            }
            ended = ended || !move();
            return !ended;
        } catch (LmdbException failure) {
            throw store.failed(failure, "Scanning a keyspace");
        } finally {
            gate.leave(stamp);
        }
    }

    private boolean move() {
        boolean found;
        if (begun) {
            found = cursor.next();
        } else {
            begun = true;
            found = from == null ? cursor.first() : cursor.get(from, GetOp.MDB_SET_RANGE);
        }
        if (!found) {
            return false;
        }
        byte[] reached = cursor.key();
        if (to != null && Arrays.compareUnsigned(reached, to) >= 0) {
            return false;
        }
        key = reached;
        record = cursor.val();
        return true;
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

    /** Ends the transaction; nothing the second time. */
    void release() {
        if (!closed) {
            closed = true;
            cursor.close();
            store.environment().endCursor(txn);
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
