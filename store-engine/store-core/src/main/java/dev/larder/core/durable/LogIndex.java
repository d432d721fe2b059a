package dev.larder.core.durable;

import dev.larder.core.journal.FrameVisitor;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which stretches of the log hold records of which keyspace, found out while the log is read for the first time, so that a
 * keyspace is restored from its own stretches alone. Not safe for use by several threads while it is made.
 */
final class LogIndex implements FrameVisitor {
    private final Map<Integer, Records> byKeyspace = new HashMap<>();
    private final RecordReader reader = new RecordReader();

    /** What the log has of one keyspace. */
    static final class Records {
        final BitSet blocks = new BitSet();
        /** The last clear; what was recorded before it is of no use. */
        long clearedSequence;

        long lastSequence;
        long count;
        boolean hasTouches;
    }

    @Override
    public void visit(int block, long sequence, byte[] payload, int offset, int length) {
        RecordParts.visit(payload, offset, length, (bytes, begin, size) -> note(block, sequence, bytes, begin, size));
    }

    private void note(int block, long sequence, byte[] bytes, int offset, int length) {
        reader.readHead(bytes, offset, length);
        Records records = byKeyspace.computeIfAbsent(reader.keyspaceId, id -> new Records());
        records.blocks.set(block);
        records.count++;
        records.lastSequence = sequence;
        records.hasTouches |= reader.kind == RecordWriter.TOUCH;
        if (reader.kind == RecordWriter.CLEAR) {
            records.clearedSequence = sequence;
        }
    }

    /** What the log had of a keyspace when it was opened; nothing if it was not there. */
    Records of(int keyspaceId) {
        return byKeyspace.getOrDefault(keyspaceId, new Records());
    }
}
