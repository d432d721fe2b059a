package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.Receipt;
import dev.larder.core.durable.RecordWriter.Traits;
import dev.larder.core.journal.Journal;
import dev.larder.core.table.Entry;
import dev.larder.store.Durability;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreClosedException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.StoreClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records a keyspace's changes in the store's log. Changes are numbered by their records; a version is twice the number of
 * the record that made it, and one more once the entry expired, which needs no record.
 *
 * <p>Safe from any thread.
 */
final class LoggedChanges<K, V> implements ChangeLog<K, V> {
    private static final long NONE = -1;

    private final int keyspaceId;
    private final EntryCodec codec;
    private final Journal journal;
    private final Durability durability;
    private final Sinks sinks;
    private final StoreClock clock;
    private final boolean keepsTimes;
    /** Not null while entries are being read from disk. */
    private volatile @Nullable RemovedKeys<K> removedWhileLoading;

    /** Whether the removal of an absent key is recorded, since it may have a value that can't be read. */
    private volatile boolean recordsAbsent;
    /** Not null once nothing is recorded any more. */
    private volatile @Nullable String closedName;

    /** How many records were begun, and how many are in the log; they differ while records are being written. */
    private final LongAdder begun = new LongAdder();

    private final LongAdder ended = new LongAdder();
    /** How many had ended before the last snapshot was begun; -1 if there was none, or it may lack some of them. */
    private volatile long endedBeforeSnapshot = NONE;
    /** For each clear whose entries are being removed, the last record before it. */
    private final Queue<Long> clearsUnderWay = new ConcurrentLinkedQueue<>();

    /**
     * Creates the record of one keyspace.
     *
     * @param keepsTimes whether the time of a put is worth recording
     */
    LoggedChanges(
            int keyspaceId,
            EntryCodec codec,
            Journal journal,
            Durability durability,
            Sinks sinks,
            StoreClock clock,
            boolean keepsTimes) {
        this.keyspaceId = keyspaceId;
        this.codec = codec;
        this.journal = journal;
        this.durability = durability;
        this.sinks = sinks;
        this.clock = clock;
        this.keepsTimes = keepsTimes;
    }

    /** The version that a record makes. */
    static long versionOf(long sequence) {
        return sequence << 1;
    }

    /** Notes removals from now on; before the keyspace is used. */
    void loadingBegins() {
        removedWhileLoading = new RemovedKeys<>();
    }

    /** What was removed since {@link #loadingBegins}. */
    RemovedKeys<K> removedWhileLoading() {
        return java.util.Objects.requireNonNull(removedWhileLoading);
    }

    /**
     * Stops noting removals.
     *
     * @param undecodable whether keys look absent that have a value on disk which can't be read now, but may be read later
     */
    void loadingEnds(boolean undecodable) {
        recordsAbsent = undecodable;
        removedWhileLoading = null;
    }

    /**
     * Records nothing more, and waits for what is being recorded: once the keyspace is created anew, an operation that had
     * begun before must not have the last word on its key.
     */
    void close(String name) {
        closedName = name;
        while (ended.sum() != begun.sum()) {
            Thread.onSpinWait();
        }
    }

    /** How many records are in the log; to be asked before a snapshot's sequence is, and given to {@link #snapshotTaken}. */
    long recordCount() {
        return ended.sum();
    }

    /**
     * Notes that a snapshot was taken.
     *
     * @param recordCount how many records had been made before it
     * @param whole whether it holds them all
     */
    void snapshotTaken(long recordCount, boolean whole) {
        endedBeforeSnapshot = whole ? recordCount : NONE;
    }

    /**
     * Whether the last snapshot holds every record that is in the log by now. Each is counted as begun before it is in the
     * log; so if no more are begun than had ended before the snapshot, they are the same.
     */
    boolean isUnchanged() {
        return begun.sum() == endedBeforeSnapshot;
    }

    @Override
    public long put(
            K key,
            V value,
            long deadlineMillis,
            boolean ownDeadline,
            boolean pinned,
            boolean created,
            long nowMillis,
            @Nullable Receipt receipt) {
        Traits traits = new Traits(deadlineMillis, ownDeadline, pinned, keepsTimes ? nowMillis : 0);
        ByteSink sink = sinks.take();
        try {
            RecordWriter.put(sink, keyspaceId, traits, codec, key, value, receipt == null ? null : receipt.codec());
            return append(sink, receipt);
        } finally {
            sinks.giveBack(sink);
        }
    }

    @Override
    public long remove(Entry<K, V> entry, RemovalCause cause, @Nullable Receipt receipt) {
        // What its own deadline removed is removed by it after a restart as well.
        boolean implied = cause == RemovalCause.EXPIRED && entry.isExpiredAt(clock.millis());
        long version = implied ? entry.rawVersion() + 1 : recordRemoval(entry.key(), receipt);
        RemovedKeys<K> removed = removedWhileLoading;
        if (removed != null) {
            removed.removed(entry.key(), version);
        }
        return version;
    }

    /**
     * An absent key may have been evicted by a record that is not on disk yet: without it, the entry would be back. So the
     * remover waits for all that was recorded. While entries are read from disk, the key may not be absent at all.
     */
    @Override
    public void removeAbsent(Entry<K, V> place, @Nullable Receipt receipt) {
        RemovedKeys<K> removed = removedWhileLoading;
        if (removed != null) {
            removed.removed(place.key(), recordRemoval(place.key(), receipt));
        } else if (recordsAbsent) {
            recordRemoval(place.key(), receipt);
        } else if (receipt != null) {
            receipt.note(journal.lastSequence());
        }
    }

    @Override
    public void touch(Entry<K, V> entry, long deadlineMillis, boolean ownDeadline, @Nullable Receipt receipt) {
        ByteSink sink = sinks.take();
        try {
            RecordWriter.touch(sink, keyspaceId, new Traits(deadlineMillis, ownDeadline, false, 0), codec, entry.key());
            append(sink, receipt);
        } finally {
            sinks.giveBack(sink);
        }
    }

    @Override
    public void clear(Receipt receipt, LongConsumer removal) {
        Long before = journal.lastSequence();
        clearsUnderWay.add(before);
        try {
            removal.accept(recordClear(receipt));
        } finally {
            clearsUnderWay.remove(before);
        }
    }

    private long recordClear(Receipt receipt) {
        ByteSink sink = new ByteSink(16);
        RecordWriter.clear(sink, keyspaceId);
        long version = append(sink, receipt);
        RemovedKeys<K> removed = removedWhileLoading;
        if (removed != null) {
            removed.cleared(version);
        }
        return version;
    }

    /**
     * The last record, up to a given one, that the table shows in full by now, but for entries that are held: of a clear that
     * is under way it still has entries that nobody holds.
     */
    long shownThrough(long sequence) {
        return clearsUnderWay.stream().reduce(sequence, Math::min);
    }

    @Override
    public Batch<K, V> batch() {
        return new RecordedBatch();
    }

    @Override
    public void await(Receipt receipt, @Nullable Durability wanted) {
        if (isAwaited(receipt, wanted)) {
            journal.awaitDurable(receipt.change());
        }
    }

    @Override
    public CompletionStage<@Nullable Void> whenSafe(Receipt receipt, @Nullable Durability wanted) {
        return isAwaited(receipt, wanted)
                ? journal.whenDurable(receipt.change())
                : CompletableFuture.completedFuture(null);
    }

    private boolean isAwaited(Receipt receipt, @Nullable Durability wanted) {
        Durability effective = wanted == null ? durability : wanted;
        if (effective == Durability.BACKGROUND && durability == Durability.NONE) {
            journal.forceSoon();
        }
        return effective == Durability.SYNC && receipt.change() > 0;
    }

    private long recordRemoval(K key, @Nullable Receipt receipt) {
        ByteSink sink = sinks.take();
        try {
            RecordWriter.remove(sink, keyspaceId, codec, key);
            return append(sink, receipt);
        } finally {
            sinks.giveBack(sink);
        }
    }

    /** Changes of several keys in one frame, which a crash leaves whole or not at all. */
    private final class RecordedBatch implements Batch<K, V> {
        private final ByteSink sink = new ByteSink(256);
        private final List<K> removals = new ArrayList<>();

        RecordedBatch() {
            RecordWriter.beginBatch(sink);
        }

        @Override
        public void put(
                K key,
                V value,
                long deadlineMillis,
                boolean ownDeadline,
                boolean pinned,
                boolean created,
                long nowMillis) {
            Traits traits = new Traits(deadlineMillis, ownDeadline, pinned, keepsTimes ? nowMillis : 0);
            add(() -> RecordWriter.put(sink, keyspaceId, traits, codec, key, value, null));
        }

        @Override
        public void remove(K key, boolean present) {
            add(() -> RecordWriter.remove(sink, keyspaceId, codec, key));
            removals.add(key);
        }

        @Override
        public void touch(Entry<K, V> entry, long deadlineMillis) {
            Traits traits = new Traits(deadlineMillis, true, false, 0);
            add(() -> RecordWriter.touch(sink, keyspaceId, traits, codec, entry.key()));
        }

        private void add(Runnable record) {
            int begin = RecordWriter.beginPart(sink);
            record.run();
            RecordWriter.endPart(sink, begin);
            journal.requireSize(sink.length());
        }

        @Override
        public long record(Receipt receipt) {
            long version = append(sink, receipt);
            RemovedKeys<K> removed = removedWhileLoading;
            if (removed != null) {
                removals.forEach(key -> removed.removed(key, version));
            }
            return version;
        }
    }

    private long append(ByteSink sink, @Nullable Receipt receipt) {
        begun.increment();
        long sequence;
        try {
            String closed = closedName;
            if (closed != null) {
                throw new StoreClosedException("Keyspace '" + closed
                        + "' was closed while it was being changed. Nothing was" + " changed; create it again.");
            }
            sequence = journal.append(sink.array(), 0, sink.length(), durability);
        } finally {
            ended.increment();
        }
        if (receipt != null) {
            receipt.note(sequence);
        }
        return versionOf(sequence);
    }
}
