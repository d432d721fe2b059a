package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * A read-only look at one entry. An absent entry has no value, version 0 and no times.
 *
 * <p>Inside {@link Operation#decide} the view shows the entry as it is under its lock and must not be kept after the
 * call; a view from {@link Keyspace#view} is a snapshot that can be kept.
 *
 * @param <V> the type of values
 */
public interface EntryView<V> {
    /** The deadline of an entry that does not expire. */
    long NEVER = Long.MAX_VALUE;

    /** A time or count that the keyspace does not record; see {@link KeyspaceConfig#metadata()}. */
    long UNTRACKED = -1;

    /** The value, or null when the entry is absent. */
    @Nullable V value();

    /** Whether there is a value. */
    default boolean isPresent() {
        return value() != null;
    }

    /**
     * A number that grows with every change of the key's value and is never used twice for a key, also not when the key
     * is removed and created again; 0 when the entry is absent.
     */
    long version();

    /** Epoch milliseconds at which the entry stops being visible, or {@link #NEVER}. */
    long expiresAtMillis();

    /** Epoch milliseconds at which the key got a value after it had none, or {@link #UNTRACKED}. */
    long createdAtMillis();

    /** Epoch milliseconds of the last change of the value, or {@link #UNTRACKED}. */
    long updatedAtMillis();

    /** Epoch milliseconds of the last read or write, or {@link #UNTRACKED}. */
    long accessedAtMillis();

    /** How often the entry was read since its creation, or {@link #UNTRACKED}; approximate under concurrent reads. */
    long hitCount();

    /** The entry's size in bytes; 0 when it is absent, and where the keyspace does not weigh its entries. */
    int sizeBytes();
}
