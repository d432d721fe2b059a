package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.EntrySource;
import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.table.Table;
import dev.larder.core.table.VersionFloors;
import dev.larder.store.CodecException;
import dev.larder.store.EntryView;
import dev.larder.store.Persistence;
import dev.larder.store.RestoreReport;
import dev.larder.store.spi.StoreClock;
import dev.larder.store.spi.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A keyspace that lives in a tier. Its table is a cache that is always right, because every change goes through the key's
 * holder to both, to the tier first, and an entry comes back into the table only while its key is held.
 *
 * <p>Safe from any thread.
 */
final class TieredKeyspace<K, V> implements DurableKeyspace<K, V>, EntrySource<K, V>, TierContents<K, V> {
    /** How many records are read at once; a cursor is never open for longer. */
    private static final int PAGE_RECORDS = 256;
    /** How many records a sweep looks at. */
    private static final int SWEPT_RECORDS = 4_096;

    private final DurableStore store;
    private final int id;
    private final Tier tier;
    private final EntryCodec codec;
    private final Persistence persistence;
    private final TierChanges<K, V> changes;
    private final Undecodable undecodable;
    private final StoreClock clock;
    private volatile @Nullable LocalCommitPath<K, V> commitPath;
    private final ReentrantLock sweeping = new ReentrantLock();
    /** Guarded by {@link #sweeping}. */
    private byte @Nullable [] sweptThrough;

    TieredKeyspace(
            DurableStore store,
            int id,
            Tier tier,
            EntryCodec codec,
            Persistence persistence,
            TierChanges<K, V> changes,
            Undecodable undecodable,
            StoreClock clock) {
        this.store = store;
        this.id = id;
        this.tier = tier;
        this.codec = codec;
        this.persistence = persistence;
        this.changes = changes;
        this.undecodable = undecodable;
        this.clock = clock;
    }

    @Override
    public ChangeLog<K, V> log() {
        return changes;
    }

    @Override
    public EntrySource<K, V> source() {
        return this;
    }

    @Override
    public TierContents<K, V> contents() {
        return this;
    }

    @Override
    public void attach(Table<K, V> table, VersionFloors floors, LocalCommitPath<K, V> path) {
        commitPath = path;
    }

    /** There is nothing to read: entries come when they are asked for. */
    @Override
    public RestoreReport restore() {
        return RestoreReport.NOTHING;
    }

    @Override
    public void snapshot() {
        // The tier has everything already.
    }

    @Override
    public void release() {
        store.release(this);
    }

    @Override
    public void abandon() {
        store.abandon(id);
    }

    int id() {
        return id;
    }

    @Override
    public Persistence persistence() {
        return persistence;
    }

    @Override
    public @Nullable Stored<V> find(K key) {
        RecordReader record = read(key);
        if (record != null && isDue(record.deadlineMillis)) {
            changes.removeDue(key);
            return null;
        }
        return record == null ? null : decode(record);
    }

    @Override
    public @Nullable Stored<V> peek(K key) {
        RecordReader record = read(key);
        return record == null || isDue(record.deadlineMillis) ? null : decode(record);
    }

    private @Nullable RecordReader read(K key) {
        byte[] bytes = tier.get(changes.keyBytes(key));
        if (bytes == null) {
            return null;
        }
        RecordReader record = new RecordReader();
        record.readTierRecord(bytes);
        return record;
    }

    @Override
    public long approximateCount() {
        return changes.count();
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> iterator() {
        return new Pages();
    }

    /** Looks at the deadlines of some thousand records, from where the last sweep ended; values are not decoded for it. */
    @Override
    public void sweep() {
        LocalCommitPath<K, V> path = commitPath;
        if (path == null || !sweeping.tryLock()) {
            return;
        }
        try {
            RecordReader record = new RecordReader();
            List<byte[]> dueKeys = new ArrayList<>();
            sweptThrough = scan(sweptThrough, SWEPT_RECORDS, (key, bytes) -> {
                record.readTierRecord(bytes);
                if (isDue(record.deadlineMillis)) {
                    dueKeys.add(key);
                }
            });
            for (byte[] dueKey : dueKeys) {
                K key = decodeKey(dueKey);
                if (key != null) {
                    // Whoever holds the key finds that it is due, and removes it.
                    path.fetcher().fetch(key, found -> Boolean.TRUE, found -> Boolean.TRUE);
                }
            }
        } finally {
            sweeping.unlock();
        }
    }

    private boolean isDue(long deadlineMillis) {
        return deadlineMillis != EntryView.NEVER && deadlineMillis <= clock.millis();
    }

    /** Shows the records behind a key; returns the last key, or null if there are no more behind it. */
    private byte @Nullable [] scan(byte @Nullable [] after, int most, BiConsumer<byte[], byte[]> visitor) {
        byte[] from = after == null ? null : Arrays.copyOf(after, after.length + 1);
        byte[] last = null;
        int count = 0;
        try (Tier.Cursor cursor = tier.scan(from, null)) {
            while (count < most && cursor.next()) {
                last = cursor.key();
                count++;
                visitor.accept(last, cursor.record());
            }
        }
        return count < most ? null : last;
    }

    private void add(byte[] keyBytes, byte[] bytes, List<Map.Entry<K, Stored<V>>> target) {
        RecordReader record = new RecordReader();
        record.readTierRecord(bytes);
        Stored<V> stored = decode(record);
        K key = stored == null ? null : decodeKey(keyBytes);
        if (stored != null && key != null) {
            target.add(Map.entry(key, stored));
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable K decodeKey(byte[] bytes) {
        try {
            return (K) codec.decodeKey(bytes, 0, bytes.length);
        } catch (CodecException failure) {
            undecodable.found("key", failure);
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Stored<V> decode(RecordReader record) {
        try {
            V value = (V) codec.decodeValue(record.source, record.valueOffset, record.valueLength);
            return new Stored<>(
                    value,
                    record.version,
                    record.deadlineMillis,
                    record.ownDeadline,
                    record.pinned,
                    record.writtenAtMillis);
        } catch (CodecException failure) {
            undecodable.found("value", failure);
            return null;
        }
    }

    /** Walks over all records, a page at a time. */
    private final class Pages implements Iterator<Map.Entry<K, Stored<V>>> {
        private final List<Map.Entry<K, Stored<V>>> page = new ArrayList<>();
        private int next;
        private byte @Nullable [] through;
        private boolean ended;

        @Override
        public boolean hasNext() {
            while (next == page.size() && !ended) {
                page.clear();
                next = 0;
                through = scan(through, PAGE_RECORDS, (key, record) -> add(key, record, page));
                ended = through == null;
            }
            return next < page.size();
        }

        @Override
        public Map.Entry<K, Stored<V>> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.get(next++);
        }
    }
}
