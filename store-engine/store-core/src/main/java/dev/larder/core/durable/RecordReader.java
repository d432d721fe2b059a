package dev.larder.core.durable;

import dev.larder.store.EntryView;
import dev.larder.store.StoreException;
import java.util.Arrays;
import java.util.Locale;

/** Takes apart what {@link RecordWriter} wrote; its fields are of what was read last. Not safe for use by several threads. */
final class RecordReader {
    byte[] source = new byte[0];
    int kind;
    int keyspaceId;
    long version;
    long deadlineMillis;
    boolean ownDeadline;
    boolean pinned;
    long writtenAtMillis;
    int keyOffset;
    int keyLength;
    int valueOffset;
    int valueLength;

    private int position;
    private int end;

    /** Reads what a record is about: kind and keyspace, no more. */
    void readHead(byte[] bytes, int offset, int length) {
        source = bytes;
        position = offset;
        end = offset + length;
        kind = nextByte() & RecordWriter.KIND_MASK;
        keyspaceId = (int) nextVarLong();
    }

    /** Reads a record of the log. */
    void readRecord(byte[] bytes, int offset, int length) {
        readHead(bytes, offset, length);
        readRest(bytes[offset]);
    }

    /** Reads an entry of a snapshot. */
    void readEntry(byte[] bytes, int offset, int length) {
        source = bytes;
        position = offset;
        end = offset + length;
        int head = nextByte();
        kind = head & RecordWriter.KIND_MASK;
        version = nextVarLong();
        readRest(head);
    }

    /** Reads an entry of a tier, which is without its key. */
    void readTierRecord(byte[] bytes) {
        source = bytes;
        position = 0;
        end = bytes.length;
        int head = nextByte();
        kind = head & RecordWriter.KIND_MASK;
        version = nextVarLong();
        readTraits(head);
        valueOffset = position;
        valueLength = end - position;
    }

    private void readTraits(int head) {
        deadlineMillis = (head & RecordWriter.HAS_DEADLINE) == 0 ? EntryView.NEVER : nextVarLong();
        writtenAtMillis = (head & RecordWriter.HAS_WRITTEN_AT) == 0 ? 0 : nextVarLong();
        ownDeadline = (head & RecordWriter.OWN_DEADLINE) != 0;
        pinned = (head & RecordWriter.PINNED) != 0;
    }

    private void readRest(int head) {
        readTraits(head);
        switch (kind) {
            case RecordWriter.PUT -> {
                long length = nextVarLong();
                if (length < 0 || length > end - position) {
                    throw malformed("a key of " + length + " bytes");
                }
                keyLength = (int) length;
                keyOffset = position;
                valueOffset = position + keyLength;
                valueLength = end - valueOffset;
            }
            case RecordWriter.REMOVE, RecordWriter.TOUCH -> {
                keyOffset = position;
                keyLength = end - position;
            }
            case RecordWriter.CLEAR -> {}
            default -> throw malformed("kind " + kind);
        }
    }

    /** A hash of the key's bytes, the same in every process. */
    int keyHash() {
        int hash = 1;
        for (int i = keyOffset; i < keyOffset + keyLength; i++) {
            hash = 31 * hash + source[i];
        }
        return (hash * 0x9E3779B9) >>> 1;
    }

    /** A copy of the key's bytes. */
    byte[] keyBytes() {
        return Arrays.copyOfRange(source, keyOffset, keyOffset + keyLength);
    }

    /** A copy of the value's bytes. */
    byte[] valueBytes() {
        return Arrays.copyOfRange(source, valueOffset, valueOffset + valueLength);
    }

    private byte nextByte() {
        if (position >= end) {
            throw malformed("an end");
        }
        return source[position++];
    }

    private long nextVarLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = nextByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    static StoreException malformed(String found) {
        return new StoreException(String.format(
                Locale.ROOT,
                "A record whose checksum is right has %s where none can be. It was written by a later release of"
                        + " Larder, or by another program; open the directory with the release that wrote it.",
                found));
    }
}
