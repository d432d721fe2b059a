package dev.larder.core.keyspace;

import dev.larder.core.commit.EntrySource.Stored;
import dev.larder.core.table.Entry;
import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/** A view that can be kept. */
record EntrySnapshot<V>(
        @Nullable V value,
        long version,
        long expiresAtMillis,
        long createdAtMillis,
        long updatedAtMillis,
        long accessedAtMillis,
        long hitCount,
        int sizeBytes)
        implements EntryView<V> {
    /** A look at an entry outside the table. */
    static <V> EntryView<V> of(Stored<V> stored) {
        return new EntrySnapshot<>(
                stored.value(),
                stored.version(),
                stored.deadlineMillis(),
                UNTRACKED,
                stored.writtenAtMillis() == 0 ? UNTRACKED : stored.writtenAtMillis(),
                UNTRACKED,
                UNTRACKED,
                0);
    }

    /** A consistent look at an entry that others may write meanwhile: taken again while its version moves. */
    static <K, V> EntryView<V> of(Entry<K, V> entry) {
        while (true) {
            long version = entry.version();
            EntrySnapshot<V> snapshot = new EntrySnapshot<>(
                    entry.value(),
                    version,
                    entry.expiresAtMillis(),
                    entry.createdAtMillis(),
                    entry.updatedAtMillis(),
                    entry.accessedAtMillis(),
                    entry.hitCount(),
                    entry.sizeBytes());
            if (entry.version() == version) {
                return snapshot;
            }
        }
    }
}
