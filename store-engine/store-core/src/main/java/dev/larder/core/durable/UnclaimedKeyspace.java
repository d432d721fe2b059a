package dev.larder.core.durable;

import dev.larder.core.durable.RecordWriter.Traits;
import dev.larder.core.journal.Journal;
import dev.larder.core.snapshot.SnapshotReader;
import dev.larder.core.snapshot.SnapshotSummary;
import dev.larder.core.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A keyspace that is on disk and that nobody created in this run. Its records would keep the log from being cut for as long
 * as nobody comes for them, so they are made a snapshot: as bytes, since its codecs are not known.
 *
 * <p>For one thread; its entries are in memory while it works.
 */
final class UnclaimedKeyspace {
    private final Map<ByteBuffer, Content> contents = new HashMap<>();

    private record Content(long version, Traits traits, ByteBuffer value) {}

    /**
     * Reads the entries.
     *
     * @param snapshot the keyspace's snapshot, or null if it has none
     * @param afterSequence what the snapshot holds already
     */
    void read(@Nullable SnapshotReader snapshot, Journal journal, LogIndex.Records records, int id, long afterSequence)
            throws IOException {
        RecordReader record = new RecordReader();
        long cleared = records.clearedSequence;
        if (snapshot != null && cleared <= afterSequence) {
            for (int block = 0; block < snapshot.blockCount(); block++) {
                snapshot.readBlock(block, (bytes, offset, length) -> {
                    record.readEntry(bytes, offset, length);
                    record.version = Math.min(record.version, LoggedChanges.versionOf(afterSequence));
                    put(record);
                });
            }
        }
        journal.replay(records.blocks, (block, sequence, bytes, offset, length) -> {
            if (sequence > Math.max(afterSequence, cleared)) {
                RecordParts.visit(bytes, offset, length, (frame, begin, size) -> {
                    record.readHead(frame, begin, size);
                    if (record.keyspaceId == id) {
                        record.readRecord(frame, begin, size);
                        record.version = LoggedChanges.versionOf(sequence);
                        replay(record);
                    }
                });
            }
        });
    }

    /** Writes the entries, those included that are due, for whoever comes may have another clock. */
    SnapshotSummary write(SnapshotWriter target) throws IOException {
        for (Map.Entry<ByteBuffer, Content> entry : contents.entrySet()) {
            Content content = entry.getValue();
            RecordWriter.rawEntry(
                    target.entry(),
                    content.version(),
                    content.traits(),
                    entry.getKey().array(),
                    content.value().array());
            target.endEntry();
        }
        return target.finish();
    }

    private void replay(RecordReader record) {
        switch (record.kind) {
            case RecordWriter.PUT -> put(record);
            case RecordWriter.REMOVE -> contents.remove(ByteBuffer.wrap(record.keyBytes()));
            case RecordWriter.TOUCH ->
                contents.computeIfPresent(
                        ByteBuffer.wrap(record.keyBytes()),
                        (key, content) -> new Content(
                                content.version(),
                                new Traits(
                                        record.deadlineMillis,
                                        record.ownDeadline,
                                        content.traits().pinned(),
                                        content.traits().writtenAtMillis()),
                                content.value()));
            case RecordWriter.CLEAR -> contents.clear();
            default -> throw new AssertionError(record.kind);
        }
    }

    private void put(RecordReader record) {
        Traits traits = new Traits(record.deadlineMillis, record.ownDeadline, record.pinned, record.writtenAtMillis);
        contents.put(
                ByteBuffer.wrap(record.keyBytes()),
                new Content(record.version, traits, ByteBuffer.wrap(record.valueBytes())));
    }
}
