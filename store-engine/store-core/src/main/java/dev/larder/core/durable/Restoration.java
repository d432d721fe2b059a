package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.commit.EntryRestorer;
import dev.larder.core.journal.Journal;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.store.CapacityExceededException;
import dev.larder.store.CodecException;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EntryView;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.RestoreReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one keyspace from disk into its table, in three passes, each with all threads it is given: the
 * deadlines that the log has without values, if it has any; the snapshot's blocks; the log's records behind it. Of the log,
 * each thread reads all records and takes those of its share of the keys, so that the records of a key stay in their order.
 *
 * <p>The deadlines come first because a put may look as if it had expired long ago when it was kept alive ever since; and
 * if what looks expired were kept until that is known, it could crowd out of a small table what is alive.
 * Where the keyspace is used meanwhile, the first pass also finds the last record of each key, and nothing older is put into
 * the table: a reader would take it for the value.
 */
final class Restoration<K, V> {
    private final EntryCodec codec;
    private final EntryRestorer<K, V> restorer;
    private final long nowMillis;
    private final LongAdder entries = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final Undecodable undecodable;
    private final Refused<K> refused;
    private final LongAccumulator highestVersion = new LongAccumulator(Math::max, 0);
    private final Map<K, Touch> touches = new ConcurrentHashMap<>();
    /** The version of each key's last record, where somebody might see what was before that. */
    private final @Nullable Map<K, Long> lastVersions;

    Restoration(String name, EntryCodec codec, Persistence persistence, EntryRestorer<K, V> restorer, long nowMillis) {
        undecodable = new Undecodable(name, persistence.role());
        refused = new Refused<>(name, persistence.role());
        lastVersions = persistence.whileLoading() == WhileLoading.MISS ? new ConcurrentHashMap<>() : null;
        this.codec = codec;
        this.restorer = restorer;
        this.nowMillis = nowMillis;
    }

    /** The last deadline that a key was given without a value. */
    private record Touch(long version, long deadlineMillis, boolean ownDeadline) {}

    /**
     * Where to read from.
     *
     * @param snapshot the keyspace's snapshot, or null if there is none
     * @param afterSequence what the snapshot holds already
     * @param lastSequence the last record that was there when the log was opened
     * @param recorded whether versions are numbers of records
     */
    record Source(
            @Nullable SnapshotReader snapshot,
            Journal journal,
            LogIndex.Records records,
            int keyspaceId,
            long afterSequence,
            long lastSequence,
            boolean recorded) {
        /**
         * The highest version that an entry of the snapshot can have beside records. Those of a keyspace that was not recorded
         * are no numbers of records, and may be higher than those of all that the log has behind the snapshot.
         */
        long highestVersion() {
            return recorded || records.lastSequence > afterSequence
                    ? LoggedChanges.versionOf(afterSequence)
                    : Long.MAX_VALUE;
        }

        /** Whether the keyspace was cleared behind the snapshot. A clear before it says nothing of what the snapshot has. */
        boolean isSnapshotCleared() {
            return records.clearedSequence > afterSequence;
        }
    }

    RestoreReport run(Source source, Workers workers) throws IOException {
        long startedNanos = System.nanoTime();
        if (source.records().hasTouches || lastVersions != null) {
            workers.run((worker, count) -> lookAhead(source, worker, count));
        }
        SnapshotReader snapshot = source.snapshot();
        if (snapshot != null && !source.isSnapshotCleared()) {
            workers.run((worker, count) -> restoreBlocks(source, snapshot, worker, count));
        }
        if (!source.records().blocks.isEmpty()) {
            workers.run((worker, count) -> replay(source, worker, count));
        }
        refused.forEach(restorer::forget);
        return new RestoreReport(
                entries.sum(), expired.sum(), undecodable.count(), Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    /** The highest version among the entries. */
    long highestVersion() {
        return highestVersion.get();
    }

    private void restoreBlocks(Source source, SnapshotReader snapshot, int worker, int workers) throws IOException {
        RecordReader record = new RecordReader();
        for (int block = worker; block < snapshot.blockCount(); block += workers) {
            snapshot.readBlock(block, (bytes, offset, length) -> {
                record.readEntry(bytes, offset, length);
                highestVersion.accumulate(record.version);
                // The log behind the snapshot is replayed whole, so an entry that the scan saw late may count as one of
                // the snapshot's moment.
                record.version = Math.min(record.version, source.highestVersion());
                restore(record);
            });
        }
    }

    private void lookAhead(Source source, int worker, int workers) {
        forEachRecord(source, worker, workers, record -> {
            if (record.kind == RecordWriter.TOUCH) {
                K key = keyOf(record);
                if (key != null) {
                    touches.put(key, new Touch(record.version, record.deadlineMillis, record.ownDeadline));
                }
            } else if (lastVersions != null) {
                noteVersion(record, lastVersions);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private void noteVersion(RecordReader record, Map<K, Long> versions) {
        try {
            versions.put((K) codec.decodeKey(record.source, record.keyOffset, record.keyLength), record.version);
        } catch (CodecException failure) {
            // Counted when it is replayed.
        }
    }

    private boolean isSuperseded(K key, long version) {
        Long last = lastVersions == null ? null : lastVersions.get(key);
        return last != null && last > version;
    }

    private void replay(Source source, int worker, int workers) {
        forEachRecord(source, worker, workers, this::replay);
    }

    /** Shows a worker the records of its share of the keys that are neither in the snapshot nor cleared. */
    private void forEachRecord(Source source, int worker, int workers, Consumer<RecordReader> action) {
        RecordReader record = new RecordReader();
        long from = Math.max(source.afterSequence(), source.records().clearedSequence);
        source.journal().replay(source.records().blocks, (block, sequence, bytes, offset, length) -> {
            if (sequence > from && sequence <= source.lastSequence()) {
                RecordParts.visit(bytes, offset, length, (frame, begin, size) -> {
                    record.readHead(frame, begin, size);
                    if (record.keyspaceId != source.keyspaceId()) {
                        return;
                    }
                    record.readRecord(frame, begin, size);
                    if (record.kind != RecordWriter.CLEAR && record.keyHash() % workers == worker) {
                        record.version = LoggedChanges.versionOf(sequence);
                        action.accept(record);
                    }
                });
            }
        });
    }

    private void replay(RecordReader record) {
        switch (record.kind) {
            case RecordWriter.PUT -> restore(record);
            case RecordWriter.REMOVE -> {
                K key = keyOf(record);
                if (key != null) {
                    restorer.remove(key, record.version);
                }
            }
            case RecordWriter.TOUCH -> {
                // Part of the put by now.
            }
            default -> throw new AssertionError(record.kind);
        }
    }

    private void restore(RecordReader record) {
        K key = keyOf(record);
        if (key == null || isSuperseded(key, record.version)) {
            return;
        }
        V value = valueOf(record);
        if (value == null) {
            // Nor is what the key had before its value any more.
            restorer.remove(key, record.version);
            return;
        }
        Touch touch = touches.get(key);
        if (touch != null && touch.version() > record.version) {
            record.deadlineMillis = touch.deadlineMillis();
            record.ownDeadline = touch.ownDeadline();
        }
        highestVersion.accumulate(record.version);
        try {
            restorer.put(
                    key,
                    value,
                    record.version,
                    record.deadlineMillis,
                    record.ownDeadline,
                    record.pinned,
                    record.writtenAtMillis);
        } catch (EntryTooLargeException | CapacityExceededException refusal) {
            refused.found(key, refusal);
            restorer.remove(key, record.version);
            return;
        }
        boolean due = record.deadlineMillis != EntryView.NEVER && record.deadlineMillis <= nowMillis;
        (due ? expired : entries).increment();
    }

    @SuppressWarnings("unchecked")
    private @Nullable K keyOf(RecordReader record) {
        try {
            return (K) codec.decodeKey(record.source, record.keyOffset, record.keyLength);
        } catch (CodecException failure) {
            undecodable.found("key", failure);
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable V valueOf(RecordReader record) {
        try {
            return (V) codec.decodeValue(record.source, record.valueOffset, record.valueLength);
        } catch (CodecException failure) {
            undecodable.found("value", failure);
            return null;
        }
    }
}
