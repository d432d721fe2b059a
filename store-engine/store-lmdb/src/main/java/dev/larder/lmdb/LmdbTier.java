package dev.larder.lmdb;

import dev.larder.store.EntryTooLargeException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.Gate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Stat;
import org.lmdbjava.Txn;

/** One named database. Every use of LMDB is between entering and leaving the gate; cursors are closed with the tier. */
final class LmdbTier implements Tier {
    private final LmdbTierStore store;
    private final String keyspace;
    private final Dbi<byte[]> database;
    private final Gate gate;
    private final Set<LmdbCursor> cursors = ConcurrentHashMap.newKeySet();

    LmdbTier(LmdbTierStore store, String keyspace, Dbi<byte[]> database) {
        this.store = store;
        this.keyspace = keyspace;
        this.database = database;
        this.gate = new Gate("the tier of the keyspace " + keyspace);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        requireKey(key);
        return read(txn -> database.get(txn, key));
    }

    @Override
    public long put(byte[] key, byte[] record) {
        requireKey(key);
        return change("Writing a record", () -> store.writer().change(txn -> database.put(txn, key, record)));
    }

    @Override
    public long remove(byte[] key) {
        requireKey(key);
        return change("Removing a record", () -> store.writer().change(txn -> database.delete(txn, key)));
    }

    @Override
    public long write(List<Change> changes) {
        changes.forEach(one -> requireKey(one.key()));
        return change("Writing a batch", () -> store.writer().change(txn -> {
            for (Change one : changes) {
                byte[] record = one.record();
                if (record == null) {
                    database.delete(txn, one.key());
                } else {
                    database.put(txn, one.key(), record);
                }
            }
        }));
    }

    /** Notes all pages as free, which takes time with their count, though far less than removing each record. */
    @Override
    public long clear() {
        return change("Clearing", () -> store.writer().change(txn -> database.drop(txn, false)));
    }

    @Override
    public CompletionStage<@Nullable Void> whenDurable(long change) {
        return store.changes().whenConfirmed(change);
    }

    @Override
    public Cursor scan(byte @Nullable [] from, byte @Nullable [] to) {
        return use("Scanning", () -> {
            LmdbCursor cursor = new LmdbCursor(store, database, from, to, gate, cursors::remove);
            cursors.add(cursor);
            return cursor;
        });
    }

    /** Exact, in fact. */
    @Override
    public long approximateCount() {
        return read(txn -> database.stat(txn).entries);
    }

    @Override
    public long approximateBytes() {
        return read(txn -> bytesOf(database.stat(txn)));
    }

    @Override
    public BulkLoad bulkLoad() {
        return use("Loading", () -> new LmdbBulkLoad(this, store.newBulkDirectory()));
    }

    @Override
    public Map<String, Long> statistics() {
        return read(txn -> {
            Stat stat = database.stat(txn);
            return Map.of(
                    "records", stat.entries,
                    "depth", (long) stat.depth,
                    "bytes", bytesOf(stat),
                    "used-bytes", store.environment().usedBytes(),
                    "map-bytes", store.environment().mapBytes());
        });
    }

    /** Makes a change and counts it; who counts must have committed it. */
    long change(String what, Runnable action) {
        return use(what, () -> {
            store.changes().requireHealthy();
            try {
                action.run();
            } catch (LmdbException failure) {
                if (store.isFinal(failure)) {
                    store.changes().fail(failure);
                }
                throw failure;
            }
            return store.changes().count();
        });
    }

    void requireKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key must have at least one byte");
        }
        if (key.length > store.environment().maxKeyBytes()) {
            throw new EntryTooLargeException("A key in LMDB has at most "
                    + store.environment().maxKeyBytes() + " bytes, found " + key.length + " in the keyspace " + keyspace
                    + ". Nothing was changed; use shorter keys, or the tier rocksdb.");
        }
    }

    /** Ends the use of the tier; nothing the second time. */
    void close() {
        gate.close(() -> {
            cursors.forEach(LmdbCursor::release);
            cursors.clear();
        });
    }

    LmdbTierStore store() {
        return store;
    }

    Dbi<byte[]> database() {
        return database;
    }

    private <T> T read(Function<Txn<byte[]>, T> reader) {
        return use("Reading", () -> store.environment().read(reader));
    }

    private <T> T use(String what, Use<T> use) {
        long stamp = gate.enter();
        try {
            return use.run();
        } catch (LmdbException failure) {
            throw store.failed(failure, what + " in the keyspace " + keyspace);
        } finally {
            gate.leave(stamp);
        }
    }

    private static long bytesOf(Stat stat) {
        return (stat.branchPages + stat.leafPages + stat.overflowPages) * stat.pageSize;
    }

    private interface Use<T> {
        T run();
    }
}
