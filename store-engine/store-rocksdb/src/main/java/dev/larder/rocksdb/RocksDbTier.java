package dev.larder.rocksdb;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.Gate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One column family. Every use of RocksDB is between entering and leaving the gate, so that no call meets a handle that was
 * given back; cursors are closed with the tier.
 */
final class RocksDbTier implements Tier {
    /** Figures of RocksDB by their names for meters; those of the block cache are the same in all keyspaces. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "estimated-records", "rocksdb.estimate-num-keys",
            "file-bytes", "rocksdb.live-sst-files-size",
            "write-buffer-bytes", "rocksdb.cur-size-all-mem-tables",
            "pending-compaction-bytes", "rocksdb.estimate-pending-compaction-bytes",
            "running-compactions", "rocksdb.num-running-compactions",
            "running-flushes", "rocksdb.num-running-flushes",
            "writes-stopped", "rocksdb.is-write-stopped",
            "background-errors", "rocksdb.background-errors",
            "block-cache-bytes", "rocksdb.block-cache-usage",
            "block-cache-pinned-bytes", "rocksdb.block-cache-pinned-usage");

    private final RocksDbTierStore store;
    private final String keyspace;
    private final Gate gate;
    private final Set<RocksDbCursor> cursors = ConcurrentHashMap.newKeySet();
    /** Changes while the gate is entered alone. */
    private ColumnFamilyHandle family;

    RocksDbTier(RocksDbTierStore store, String keyspace, ColumnFamilyHandle family) {
        this.store = store;
        this.keyspace = keyspace;
        this.family = family;
        this.gate = new Gate("the tier of the keyspace " + keyspace);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        requireKey(key);
        long stamp = gate.enter();
        try {
            return store.database().get(family, key);
        } catch (RocksDBException failure) {
            throw store.failed(failure, "Reading a record of the keyspace " + keyspace);
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public long put(byte[] key, byte[] record) {
        requireKey(key);
        store.room().requireRoom(key.length + record.length);
        return change("Writing a record", target -> store.database().put(target, store.writeOptions(), key, record));
    }

    @Override
    public long remove(byte[] key) {
        requireKey(key);
        return change("Removing a record", target -> store.database().delete(target, store.writeOptions(), key));
    }

    @Override
    public long write(List<Change> changes) {
        int bytes = 0;
        for (Change one : changes) {
            requireKey(one.key());
            bytes += one.key().length + (one.record() == null ? 0 : one.record().length);
        }
        store.room().requireRoom(bytes);
        return change("Writing a batch", target -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Change one : changes) {
                    byte[] record = one.record();
                    if (record == null) {
                        batch.delete(target, one.key());
                    } else {
                        batch.put(target, one.key(), record);
                    }
                }
                store.database().write(store.writeOptions(), batch);
            }
        });
    }

    /**
     * By a new column family in place of the old one: the files go at once, and what is read afterwards need not step over
     * what was deleted.
     */
    @Override
    public long clear() {
        long stamp = gate.enterAlone();
        try {
            store.changes().requireHealthy();
            family = replace(family);
            return store.changes().count();
        } catch (RocksDBException failure) {
            if (Failures.isFinal(failure)) {
                store.changes().fail(failure);
            }
            throw store.failed(failure, "Clearing the keyspace " + keyspace);
        } finally {
            gate.leave(stamp);
        }
    }

    private ColumnFamilyHandle replace(ColumnFamilyHandle old) throws RocksDBException {
        ColumnFamilyHandle emptied = store.createFamily(keyspace);
        try {
            store.dropFamily(old);
            return emptied;
        } catch (RocksDBException failure) {
            store.dropFamily(emptied);
            throw failure;
        }
    }

    @Override
    public CompletionStage<@Nullable Void> whenDurable(long change) {
        return store.changes().whenConfirmed(change);
    }

    @Override
    public Cursor scan(byte @Nullable [] from, byte @Nullable [] to) {
        long stamp = gate.enter();
        try {
            RocksDbCursor cursor = new RocksDbCursor(store, family, from, to, gate, cursors::remove);
            cursors.add(cursor);
            return cursor;
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public long approximateCount() {
        return property("rocksdb.estimate-num-keys");
    }

    /** Files and what is not in one yet. */
    @Override
    public long approximateBytes() {
        return property("rocksdb.live-sst-files-size") + property("rocksdb.cur-size-active-mem-table");
    }

    @Override
    public BulkLoad bulkLoad() {
        long stamp = gate.enter();
        try {
            return new RocksDbBulkLoad(this, store.newBulkDirectory());
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public Map<String, Long> statistics() {
        Map<String, Long> figures = new LinkedHashMap<>();
        PROPERTIES.forEach((name, property) -> figures.put(name, property(property)));
        return figures;
    }

    /** Makes a change and counts it; who counts must have made it, since the log is confirmed up to what was counted. */
    long change(String what, Action action) {
        long stamp = gate.enter();
        try {
            store.changes().requireHealthy();
            action.run(family);
            return store.changes().count();
        } catch (RocksDBException failure) {
            if (Failures.isFinal(failure)) {
                store.changes().fail(failure);
            }
            throw store.failed(failure, what + " of the keyspace " + keyspace);
        } finally {
            gate.leave(stamp);
        }
    }

    /** Ends the use of the tier; nothing the second time. The family is given back by the caller. */
    void close() {
        gate.close(() -> {
            cursors.forEach(RocksDbCursor::release);
            cursors.clear();
        });
    }

    /** The column family of a tier that was closed. */
    ColumnFamilyHandle family() {
        return family;
    }

    RocksDbTierStore store() {
        return store;
    }

    private long property(String name) {
        long stamp = gate.enter();
        try {
            return store.database().getLongProperty(family, name);
        } catch (RocksDBException failure) {
            throw store.failed(failure, "Asking for " + name);
        } finally {
            gate.leave(stamp);
        }
    }

    static void requireKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key must have at least one byte");
        }
    }

    /** Something done to the column family. */
    interface Action {
        void run(ColumnFamilyHandle family) throws RocksDBException;
    }
}
