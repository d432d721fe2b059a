package dev.larder.store.spi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one keyspace in a store of their own, which may hold more than the memory: for keyspaces whose table is only
 * a cache. Keys are ordered as unsigned bytes. Safe for use by any number of threads; two changes of one key never come at
 * once.
 *
 * <p>Keys have at least one byte (else {@link IllegalArgumentException}) and at most as many as the tier takes, which is 500
 * or more (else {@link dev.larder.store.EntryTooLargeException}); records may be empty. Arrays that are handed in are not
 * changed by either side afterwards; those that are handed out belong to who gets them.
 *
 * <p>A change shows in {@link #get} and {@link #scan} as soon as its method returned. It is on disk once {@link #whenDurable}
 * completed for the number that the method returned; a killed process loses none.
 *
 * <p>Failures of the disk are {@link dev.larder.store.StorageFullException} and {@link
 * dev.larder.store.StorageFailedException}; damage is {@link dev.larder.store.CorruptDataException}. All methods throw {@link
 * dev.larder.store.StoreClosedException} once the store was closed or the tier dropped, and so do open cursors and loads.
 *
 * <p>Every tier passes {@code dev.larder.testkit.tier.TierContract}. What most need is in {@link dev.larder.store.spi.tier}.
 */
public interface Tier {
    /** The key's record, or null. */
    byte @Nullable [] get(byte[] key);

    /** Sets the key's record; returns a number to wait for, never less than that of a change that returned before. */
    long put(byte[] key, byte[] record);

    /** Removes the key's record, if there is one; returns a number to wait for. */
    long remove(byte[] key);

    /**
     * Makes several changes of different keys as one: after a crash all are there or none is. Returns a number to wait for.
     */
    long write(List<Change> changes);

    /**
     * What becomes of a key.
     *
     * @param record null if it goes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Change(byte[] key, byte @Nullable [] record) {}

    /** Removes all records, in time that does not grow with their count where possible; returns a number to wait for. */
    long clear();

    /**
     * Completes when all changes up to that number are on disk; exceptionally if the disk failed. Completes on a thread of the
     * tier: what depends on it must be short. Many may wait at once and share one confirmation.
     */
    CompletionStage<@Nullable Void> whenDurable(long change);

    /**
     * The records from a key on, as they are at this moment whatever is changed later, in the order of their keys.
     *
     * @param from the first key, or null for the first there is
     * @param to the key before which to end, or null for none
     */
    Cursor scan(byte @Nullable [] from, byte @Nullable [] to);

    /** About how many records there are. */
    long approximateCount();

    /** About how many bytes they take on disk. */
    long approximateBytes();

    /**
     * Adds very many records at once, far cheaper than by {@link #put}, without a log: they are there, durably, when the load
     * was closed.
     */
    BulkLoad bulkLoad();

    /** Figures for meters, by name. */
    Map<String, Long> statistics();

    /** Walks over records. Not safe for use by several threads at once. */
    interface Cursor extends AutoCloseable {
        /** Goes to the next record; returns whether there is one. */
        boolean next();

        /** The record's key. */
        byte[] key();

        /** The record. */
        byte[] record();

        @Override
        void close();
    }

    /** Takes records. Not safe for use by several threads at once. */
    interface BulkLoad extends AutoCloseable {
        /** Adds a record; keys may come in any order, those in ascending order are the cheapest; the last of one key counts. */
        void add(byte[] key, byte[] record);

        /** Makes all records visible and durable, at once or not at all. */
        void commit();

        /** Gives up what was not committed. */
        @Override
        void close();
    }
}
