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
    private byte @Nullable [] sweptThrough;

    TieredKeyspace(
            DurableStore store,
            int id,
            String name,
            Tier tier,
            EntryCodec codec,
            Persistence persistence,
            TierChanges<K, V> changes,
            StoreClock clock) {
        this.store = store;
        this.id = id;
        this.tier = tier;
        this.codec = codec;
        this.persistence = persistence;
        this.changes = changes;
        this.clock = clock;
        undecodable = new Undecodable(name, persistence.role());
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
        Stored<V> stored = read(key);
        if (stored != null && isDue(stored)) {
            changes.removeDue(key);
            return null;
        }
        return stored;
    }

    @Override
    public @Nullable Stored<V> peek(K key) {
        Stored<V> stored = read(key);
        return stored == null || isDue(stored) ? null : stored;
    }

    private @Nullable Stored<V> read(K key) {
        byte[] record = tier.get(changes.keyBytes(key));
        return record == null ? null : decode(record);
    }

    @Override
    public long approximateCount() {
        return changes.count();
    }

    @Override
    public Iterator<Map.Entry<K, Stored<V>>> iterator() {
        return new Pages();
    }

    /** Looks at some thousand records, from where the last sweep ended. For one thread. */
    @Override
    public void sweep() {
        LocalCommitPath<K, V> path = commitPath;
        List<Map.Entry<K, Stored<V>>> page = new ArrayList<>();
        byte[] last = read(sweptThrough, SWEPT_RECORDS, page);
        sweptThrough = last;
        for (Map.Entry<K, Stored<V>> entry : page) {
            if (path != null && isDue(entry.getValue())) {
                // Whoever holds the key finds that it is due, and removes it.
                path.fetcher().fetch(entry.getKey(), found -> Boolean.TRUE, found -> Boolean.TRUE);
            }
        }
    }

    private boolean isDue(Stored<V> stored) {
        return stored.deadlineMillis() != EntryView.NEVER && stored.deadlineMillis() <= clock.millis();
    }

    /** Adds the records behind a key; returns the last key, or null if there are no more behind it. */
    private byte @Nullable [] read(byte @Nullable [] after, int most, List<Map.Entry<K, Stored<V>>> target) {
        byte[] from = after == null ? null : Arrays.copyOf(after, after.length + 1);
        byte[] last = null;
        int count = 0;
        try (Tier.Cursor cursor = tier.scan(from, null)) {
            while (count < most && cursor.next()) {
                last = cursor.key();
                count++;
                add(last, cursor.record(), target);
            }
        }
        return count < most ? null : last;
    }

    @SuppressWarnings("unchecked")
    private void add(byte[] keyBytes, byte[] record, List<Map.Entry<K, Stored<V>>> target) {
        Stored<V> stored = decode(record);
        if (stored == null) {
            return;
        }
        try {
            target.add(Map.entry((K) codec.decodeKey(keyBytes, 0, keyBytes.length), stored));
        } catch (CodecException failure) {
            undecodable.found("key", failure);
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Stored<V> decode(byte[] bytes) {
        RecordReader record = new RecordReader();
        record.readTierRecord(bytes);
        try {
            V value = (V) codec.decodeValue(bytes, record.valueOffset, record.valueLength);
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
                through = read(through, PAGE_RECORDS, page);
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
