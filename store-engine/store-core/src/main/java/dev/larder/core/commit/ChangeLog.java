package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.store.Durability;
import dev.larder.store.RemovalCause;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the changes of a keyspace are recorded before its table shows them. What names a key or an entry is called by its
 * holder, so that the changes of a key are recorded in their order; a change that could not be recorded is not made.
 *
 * <p>Numbers of changes are handed to {@link Receipt}s, of which one may be null where nobody waits.
 *
 * <p>Safe from any thread.
 */
public interface ChangeLog<K, V> {
    /**
     * Records a value.
     *
     * @param deadlineMillis epoch milliseconds, or {@link dev.larder.store.EntryView#NEVER}
     * @param created whether the key had no value before
     * @param nowMillis the time of the change, where the keyspace has a use for it
     * @return the entry's new version
     */
    long put(
            K key,
            V value,
            long deadlineMillis,
            boolean ownDeadline,
            boolean pinned,
            boolean created,
            long nowMillis,
            @Nullable Receipt receipt);

    /**
     * Records that an entry goes, where that does not follow from what was recorded before.
     *
     * @param entry still as it was
     * @return the version that the removal gives to the key
     */
    long remove(Entry<K, V> entry, RemovalCause cause, @Nullable Receipt receipt);

    /** Records that a key that is absent is to be so, where something of it may come to light. */
    void removeAbsent(Entry<K, V> place, @Nullable Receipt receipt);

    /**
     * Records a new deadline of an entry, which still has the old one.
     *
     * @param ownDeadline whether it is the caller's own
     */
    void touch(Entry<K, V> entry, long deadlineMillis, boolean ownDeadline, @Nullable Receipt receipt);

    /**
     * Records that all entries go that were written before, and has them removed.
     *
     * @param removal removes the entries of the table below a version; called once
     */
    void clear(Receipt receipt, LongConsumer removal);

    /** Begins to record changes of several keys as one; for one thread, which holds the keys until the end. */
    Batch<K, V> batch();

    /** Changes that are recorded as one, or not at all. */
    interface Batch<K, V> {
        /** Adds a value; see {@link ChangeLog#put}. */
        void put(
                K key,
                V value,
                long deadlineMillis,
                boolean ownDeadline,
                boolean pinned,
                boolean created,
                long nowMillis);

        /**
         * Adds that a key goes, or stays away.
         *
         * @param present whether it has a value
         */
        void remove(K key, boolean present);

        /** Adds a new deadline of an entry, which still has the old one. */
        void touch(Entry<K, V> entry, long deadlineMillis);

        /**
         * Records what was added.
         *
         * @return the version that the changes give to their keys
         */
        long record(Receipt receipt);
    }

    /**
     * Waits until what a receipt collected is as safe as wanted.
     *
     * @param wanted null for the keyspace's own
     */
    void await(Receipt receipt, @Nullable Durability wanted);

    /** The same without waiting. */
    CompletionStage<@Nullable Void> whenSafe(Receipt receipt, @Nullable Durability wanted);
}
