package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.EntryLock.Outcome;
import dev.larder.core.table.Table;

/**
 * Removes entries without telling anybody.
 *
 * <p>Safe from any thread.
 */
final class Clearing<K, V> {
    private final Table<K, V> table;
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;

    Clearing(EntryWriter<K, V> writer, EntryHolder<K, V> holder) {
        table = writer.table;
        this.writer = writer;
        this.holder = holder;
    }

    /**
     * Removes all entries that were written before.
     *
     * @param receipt collects what was recorded of it
     */
    void clear(Receipt receipt) {
        ChangeLog<K, V> log = writer.log;
        if (log == null) {
            discardAll(Long.MAX_VALUE, receipt);
        } else {
            log.clear(receipt, belowVersion -> discardAll(belowVersion, receipt));
        }
    }

    private void discardAll(long belowVersion, Receipt receipt) {
        table.iterator().forEachRemaining(entry -> discard(entry, belowVersion, receipt));
    }

    /**
     * Removes an entry without telling anybody, waiting for its holder. The holder may have put another entry in its place,
     * one that can expire; then that one is removed.
     *
     * @param belowVersion an entry of this version or above was written later and stays; unless it was held already, by
     *     one who may have decided before and recorded after
     */
    private void discard(Entry<K, V> found, long belowVersion, Receipt receipt) {
        Entry<K, V> entry = found;
        boolean heldBefore = entry.isLocked();
        Outcome outcome = EntryLock.lock(entry, found.key());
        while (outcome == Outcome.DEAD) {
            entry = table.find(found.key());
            if (entry == null) {
                return;
            }
            Thread.onSpinWait();
            outcome = EntryLock.lock(entry, found.key());
        }
        try {
            if (heldBefore && entry.rawVersion() >= belowVersion) {
                writer.discardRecorded(entry, receipt);
            } else {
                writer.discard(entry, belowVersion);
            }
        } finally {
            if (outcome == Outcome.ACQUIRED) {
                holder.settle(entry);
            }
        }
    }

    /** Like {@link #discard}, unless somebody holds the entry. */
    void discardIfFree(Entry<K, V> entry) {
        if (EntryLock.tryLock(entry)) {
            writer.discard(entry, Long.MAX_VALUE);
            holder.settle(entry);
        }
    }
}
