package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.durable.RecordWriter.Traits;
import dev.larder.core.snapshot.SnapshotWriter;
import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.EntryLock.Outcome;
import dev.larder.core.table.Table;
import dev.larder.core.table.TrackedEntry;
import dev.larder.store.EntryView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a table to a snapshot, while others change them. Of each entry that is there all the time, one
 * state is written: none older than what had been recorded of it when the scan began.
 *
 * <p>An entry that nobody holds shows all that was recorded of it. One that is held when the scan comes by may have been
 * recorded and not changed yet, so the scan comes back to it, and then waits for its holder.
 *
 * <p>For one thread.
 */
final class TableScan<K, V> {
    private final Table<K, V> table;
    private final EntryCodec codec;
    private final SnapshotWriter target;
    private final long nowMillis;
    private final boolean keepsTimes;
    private final List<K> held = new ArrayList<>();

    TableScan(Table<K, V> table, EntryCodec codec, SnapshotWriter target, long nowMillis, boolean keepsTimes) {
        this.table = table;
        this.codec = codec;
        this.target = target;
        this.nowMillis = nowMillis;
        this.keepsTimes = keepsTimes;
    }

    /** Writes all entries. */
    void run() throws IOException {
        for (Iterator<Entry<K, V>> entries = table.iterator(); entries.hasNext(); ) {
            Entry<K, V> entry = entries.next();
            if (!writeIfFree(entry)) {
                held.add(entry.key());
            }
        }
        for (K key : held) {
            writeHeld(key);
        }
    }

    private boolean writeIfFree(Entry<K, V> entry) throws IOException {
        long stamp = entry.stampIfFree();
        if (stamp == Entry.HELD) {
            return false;
        }
        V value = entry.value();
        long version = entry.rawVersion();
        Traits traits = traitsOf(entry);
        if (entry.stampIfFree() != stamp) {
            return false;
        }
        write(entry.key(), value, version, traits);
        return true;
    }

    private void writeHeld(K key) throws IOException {
        while (true) {
            Entry<K, V> entry = table.find(key);
            if (entry == null) {
                return;
            }
            if (EntryLock.lock(entry, key) == Outcome.DEAD) {
                Thread.onSpinWait();
                continue;
            }
            V value = entry.value();
            long version = entry.rawVersion();
            Traits traits = traitsOf(entry);
            EntryLock.unlock(entry);
            write(key, value, version, traits);
            return;
        }
    }

    private Traits traitsOf(Entry<K, V> entry) {
        long writtenAtMillis =
                keepsTimes && entry instanceof TrackedEntry<?, ?> tracked ? tracked.updatedAtMillis() : 0;
        return new Traits(
                entry.expiresAtMillis(), entry.hasFixedDeadline(), entry.isPinned(), Math.max(0, writtenAtMillis));
    }

    private void write(K key, @Nullable V value, long version, Traits traits) throws IOException {
        boolean due = traits.deadlineMillis() != EntryView.NEVER && traits.deadlineMillis() <= nowMillis;
        if (value != null && !due) {
            RecordWriter.entry(target.entry(), version, traits, codec, key, value);
            target.endEntry();
        }
    }
}
