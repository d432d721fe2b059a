package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.EntryRestorer;
import dev.larder.core.commit.EntrySource;
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

/** A keyspace that is kept by the store's log, by snapshots, or by both. */
final class RecordedKeyspace<K, V> implements DurableKeyspace<K, V> {
    private final DurableStore store;
    private final String name;
    private final int id;
    private final boolean usedBefore;
    private final Persistence persistence;
    private final EntryCodec codec;
    private final @Nullable LoggedChanges<K, V> log;
    private final boolean keepsTimes;
    private final ReentrantLock snapshotting = new ReentrantLock();
    private volatile @Nullable Attached<K, V> attached;
    private volatile boolean restored;
    /** Guarded by the lock of snapshots. */
    private boolean released;

    RecordedKeyspace(
            DurableStore store,
            String name,
            int id,
            boolean usedBefore,
            Persistence persistence,
            EntryCodec codec,
            @Nullable LoggedChanges<K, V> log,
            boolean keepsTimes) {
        this.store = store;
        this.name = name;
        this.id = id;
        this.usedBefore = usedBefore;
        this.persistence = persistence;
        this.codec = codec;
        this.log = log;
        this.keepsTimes = keepsTimes;
    }

    private record Attached<K, V>(Table<K, V> table, VersionFloors floors, LocalCommitPath<K, V> commitPath) {}

    @Override
    public @Nullable ChangeLog<K, V> log() {
        return log;
    }

    @Override
    public @Nullable EntrySource<K, V> source() {
        return null;
    }

    @Override
    public @Nullable TierContents<K, V> contents() {
        return null;
    }

    @Override
    public void attach(Table<K, V> table, VersionFloors floors, LocalCommitPath<K, V> commitPath) {
        attached = new Attached<>(table, floors, commitPath);
        if (log != null) {
            log.loadingBegins();
        }
    }

    @Override
    public RestoreReport restore() {
        Attached<K, V> target = requireAttached();
        EntryRestorer.Outdated<K> outdated = log == null ? (key, version) -> false : log.removedWhileLoading();
        EntryRestorer<K, V> restorer = target.commitPath().restorer(outdated);
        Restoration<K, V> restoration = new Restoration<>(name, codec, persistence, restorer, store.nowMillis());
        RestoreReport report = store.contents().restore(id, log != null, usedBefore, restoration);
        if (log != null) {
            log.loadingEnds(report.undecodable() > 0);
        } else {
            target.floors().raiseAll(Math.max(restoration.highestVersion(), store.firstVersion()));
        }
        restored = true;
        return report;
    }

    /**
     * One that has only snapshots gets its last. When this returns no snapshot is being written, and none is any more: the
     * table is about to be emptied, and a snapshot of that would be taken for all there is.
     */
    @Override
    public void release() {
        endRecords();
        store.release(this);
        endSnapshots();
    }

    @Override
    public void abandon() {
        endRecords();
        store.abandon(id);
        endSnapshots();
    }

    private void endRecords() {
        if (log != null) {
            log.close(name);
        }
    }

    private void endSnapshots() {
        snapshotting.lock();
        try {
            released = true;
        } finally {
            snapshotting.unlock();
        }
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    @Override
    public void sweep() {
        // The table has all entries, and a timer for those that expire.
    }

    @Override
    public Persistence persistence() {
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

    /** Does nothing before the entries were restored, and after the keyspace was given up. */
    @Override
    public void snapshot() {
        if (!restored) {
            return;
        }
        snapshotting.lock();
        try {
            if (released) {
                return;
            }
            long recordCount = log == null ? 0 : log.recordCount();
            // Before anything is read of the table: what is recorded up to here is in the table or held.
            long lastSequence = store.contents().lastSequence();
            long sequence = log == null ? lastSequence : log.shownThrough(lastSequence);
            store.contents().publish(this, sequence, this::write);
            if (log != null) {
                log.snapshotTaken(recordCount, sequence == lastSequence);
            }
        } finally {
            snapshotting.unlock();
        }
    }

    private SnapshotSummary write(SnapshotWriter writer) throws IOException {
        new TableScan<>(requireAttached().table(), codec, writer, store.nowMillis(), keepsTimes).run();
        if (log != null) {
            // A snapshot must not show what the log may yet lose. A put's number would be given to another record; a
            // removal would have happened without what had been written before it.
            store.contents().confirm(store.contents().lastSequence());
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
