package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.EntryRestorer;
import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.snapshot.SnapshotSummary;
import dev.larder.core.snapshot.SnapshotWriter;
import dev.larder.core.table.Table;
import dev.larder.core.table.VersionFloors;
import dev.larder.store.Persistence;
import dev.larder.store.RestoreReport;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One keyspace as the disk has it: records its changes, restores its entries, takes its snapshots.
 *
 * <p>Safe from any thread, after {@link #attach} and {@link #restore}.
 */
public final class DurableKeyspace<K, V> {
    private final DurableStore store;
    private final String name;
    private final int id;
    private final Persistence persistence;
    private final EntryCodec codec;
    private final @Nullable LoggedChanges<K, V> log;
    private final boolean keepsTimes;
    private final ReentrantLock snapshotting = new ReentrantLock();
    private volatile @Nullable Attached<K, V> attached;
    private volatile boolean restored;

    DurableKeyspace(
            DurableStore store,
            String name,
            int id,
            Persistence persistence,
            EntryCodec codec,
            @Nullable LoggedChanges<K, V> log,
            boolean keepsTimes) {
        this.store = store;
        this.name = name;
        this.id = id;
        this.persistence = persistence;
        this.codec = codec;
        this.log = log;
        this.keepsTimes = keepsTimes;
    }

    private record Attached<K, V>(Table<K, V> table, VersionFloors floors, LocalCommitPath<K, V> commitPath) {}

    /** Records the keyspace's changes; null if changes are not recorded one by one. */
    public @Nullable ChangeLog<K, V> log() {
        return log;
    }

    /** Says where the entries are; once, before anything else. */
    public void attach(Table<K, V> table, VersionFloors floors, LocalCommitPath<K, V> commitPath) {
        attached = new Attached<>(table, floors, commitPath);
        if (log != null) {
            log.loadingBegins();
        }
    }

    /**
     * Reads the entries from disk. Others may use the keyspace meanwhile if its changes are recorded.
     *
     * @throws dev.larder.store.CorruptDataException if a file is damaged
     * @throws dev.larder.store.StoreException if values of a keyspace of data can't be decoded
     */
    public RestoreReport restore() {
        Attached<K, V> target = requireAttached();
        EntryRestorer.Outdated<K> outdated = log == null ? (key, version) -> false : log.removedWhileLoading();
        EntryRestorer<K, V> restorer = target.commitPath().restorer(outdated);
        Restoration<K, V> restoration = new Restoration<>(name, codec, persistence.role(), restorer, store.nowMillis());
        RestoreReport report = store.restore(id, log != null, restoration);
        if (log != null) {
            log.loadingEnds();
        } else {
            target.floors().raiseAll(restoration.highestVersion());
        }
        restored = true;
        return report;
    }

    /** Gives the keyspace up, while it has its entries: one that has only snapshots gets its last. */
    public void release() {
        store.release(this);
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    Persistence persistence() {
        return persistence;
    }

    /** Whether the entries are there, so that a snapshot would have them all. */
    boolean isRestored() {
        return restored;
    }

    /** Whether the last snapshot holds all that is recorded by now. */
    boolean isUnchanged() {
        return log != null && log.isUnchanged();
    }

    /** Writes all entries as they are now, and has the disk confirm them. Does nothing before they were restored. */
    public void snapshot() {
        if (!restored) {
            return;
        }
        snapshotting.lock();
        try {
            long recordCount = log == null ? 0 : log.recordCount();
            store.publish(this, this::write);
            if (log != null) {
                log.snapshotTaken(recordCount);
            }
        } finally {
            snapshotting.unlock();
        }
    }

    private SnapshotSummary write(SnapshotWriter writer) throws IOException {
        long highest = new TableScan<>(requireAttached().table(), codec, writer, store.nowMillis(), keepsTimes).run();
        if (log != null) {
            // A snapshot must not have what the log may yet lose: its record's number would be given to another.
            store.confirm(highest >> 1);
        }
        return writer.finish();
    }

    private Attached<K, V> requireAttached() {
        Attached<K, V> target = attached;
        if (target == null) {
            throw new AssertionError("keyspace '" + name + "' has no table yet");
        }
        return target;
    }
}
