package dev.larder.core.durable;

import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.EntrySource;
import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.table.Table;
import dev.larder.core.table.VersionFloors;
import dev.larder.store.Persistence;
import dev.larder.store.RestoreReport;
import org.jspecify.annotations.Nullable;

/**
 * One keyspace as the disk has it.
 *
 * <p>Safe from any thread, after {@link #attach} and {@link #restore}.
 */
public interface DurableKeyspace<K, V> {
    /** Records the keyspace's changes; null if changes are not recorded one by one. */
    @Nullable ChangeLog<K, V> log();

    /** Where entries are that the table does not have; null if it has them all. */
    @Nullable EntrySource<K, V> source();

    /** What of the keyspace the table does not have by itself; null if it has all. */
    @Nullable TierContents<K, V> contents();

    /** Says where the entries are in memory; once, before anything else. */
    void attach(Table<K, V> table, VersionFloors floors, LocalCommitPath<K, V> commitPath);

    /**
     * Reads the entries from disk that belong into the table. Others may use the keyspace meanwhile if its changes are
     * recorded.
     *
     * @throws dev.larder.store.CorruptDataException if a file is damaged
     * @throws dev.larder.store.StoreException if values of a keyspace of data can't be decoded
     */
    RestoreReport restore();

    /** Writes all entries as they are now, and has the disk confirm them, where there are snapshots. */
    void snapshot();

    /** Looks through a part of what the table does not have for entries that are due, and removes them. */
    void sweep();

    /** Gives the keyspace up, while it has its entries. */
    void release();

    /** Gives the keyspace up that is dropped next, so that nothing more is written of it. */
    void abandon();

    /** Its settings. */
    Persistence persistence();
}
