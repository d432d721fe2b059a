package dev.larder.core.durable;

import dev.larder.core.codec.EntryCodec;
import dev.larder.store.EntryView;
import dev.larder.store.spi.ByteSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the log and snapshots hold of entries (docs/formats/records.md):
 *
 * <pre>
 *   record  head u8 | keyspace varint | [deadline varint] | [written at varint] | body
 *   entry   head u8 | version varint  | [deadline varint] | [written at varint] | body
 *   tier    head u8 | version varint  | [deadline varint] | [written at varint] | value
 *   body    of a put: key length varint | key | value; of a removal or a touch: key; of a clear: nothing
 *   batch   head u8 | (length u32 | record) repeated
 *   head    bits 0-2 kind, 3 has a deadline, 4 the deadline is the caller's own, 5 pinned, 6 has a time of writing
 * </pre>
 *
 * <p>Stateless.
 */
final class RecordWriter {
    static final int PUT = 1;
    static final int REMOVE = 2;
    static final int TOUCH = 3;
    static final int CLEAR = 4;
    static final int BATCH = 5;
    static final int KIND_MASK = 0b111;
    static final int HAS_DEADLINE = 1 << 3;
    static final int OWN_DEADLINE = 1 << 4;
    static final int PINNED = 1 << 5;
    static final int HAS_WRITTEN_AT = 1 << 6;

    private RecordWriter() {}

    /** What a put or an entry carries beside key and value. */
    record Traits(long deadlineMillis, boolean ownDeadline, boolean pinned, long writtenAtMillis) {
        private int head() {
            return (deadlineMillis == EntryView.NEVER ? 0 : HAS_DEADLINE)
                    | (ownDeadline ? OWN_DEADLINE : 0)
                    | (pinned ? PINNED : 0)
                    | (writtenAtMillis == 0 ? 0 : HAS_WRITTEN_AT);
        }
    }

    /** @param valueCodec names the codec of this value; null for the keyspace's own */
    static void put(
            ByteSink sink,
            int keyspaceId,
            Traits traits,
            EntryCodec codec,
            Object key,
            Object value,
            @Nullable String valueCodec) {
        value(sink, keyspaceId, traits, codec, key, value, valueCodec);
    }

    /** An entry of a snapshot. */
    static void entry(ByteSink sink, long version, Traits traits, EntryCodec codec, Object key, Object value) {
        value(sink, version, traits, codec, key, value, null);
    }

    /** An entry of a snapshot whose key and value are bytes already. */
    static void rawEntry(ByteSink sink, long version, Traits traits, byte[] key, byte[] value) {
        sink.putByte(PUT | traits.head());
        sink.putVarLong(version);
        times(sink, traits);
        sink.putVarLong(key.length);
        sink.putBytes(key);
        sink.putBytes(value);
    }

    /**
     * An entry in a tier, whose key is the tier's.
     *
     * @param valueCodec names the codec of this value; null for the keyspace's own
     */
    static void tierRecord(
            ByteSink sink,
            long version,
            Traits traits,
            EntryCodec codec,
            Object key,
            Object value,
            @Nullable String valueCodec) {
        sink.putByte(PUT | traits.head());
        sink.putVarLong(version);
        times(sink, traits);
        codec.encodeValue(key, value, valueCodec, sink);
    }

    static void remove(ByteSink sink, int keyspaceId, EntryCodec codec, Object key) {
        sink.putByte(REMOVE);
        sink.putVarLong(keyspaceId);
        codec.encodeKey(key, sink);
    }

    static void touch(ByteSink sink, int keyspaceId, Traits traits, EntryCodec codec, Object key) {
        sink.putByte(TOUCH | traits.head());
        sink.putVarLong(keyspaceId);
        times(sink, traits);
        codec.encodeKey(key, sink);
    }

    static void clear(ByteSink sink, int keyspaceId) {
        sink.putByte(CLEAR);
        sink.putVarLong(keyspaceId);
    }

    /** Begins a batch, whose records are each put between {@link #beginPart} and {@link #endPart}. */
    static void beginBatch(ByteSink sink) {
        sink.putByte(BATCH);
    }

    /** Returns what {@link #endPart} is to be given. */
    static int beginPart(ByteSink sink) {
        sink.putInt(0);
        return sink.length();
    }

    static void endPart(ByteSink sink, int begin) {
        sink.setInt(begin - Integer.BYTES, sink.length() - begin);
    }

    private static void value(
            ByteSink sink,
            long number,
            Traits traits,
            EntryCodec codec,
            Object key,
            Object value,
            @Nullable String valueCodec) {
        sink.putByte(PUT | traits.head());
        sink.putVarLong(number);
        times(sink, traits);
        // The length takes one byte in nearly all cases; a longer key is moved once it is known to be one.
        int lengthAt = sink.length();
        sink.putByte(0);
        codec.encodeKey(key, sink);
        int keyLength = sink.length() - lengthAt - 1;
        if (keyLength < 0x80) {
            sink.array()[lengthAt] = (byte) keyLength;
        } else {
            byte[] keyBytes = Arrays.copyOfRange(sink.array(), lengthAt + 1, sink.length());
            sink.truncate(lengthAt);
            sink.putVarLong(keyLength);
            sink.putBytes(keyBytes);
        }
        codec.encodeValue(key, value, valueCodec, sink);
    }

    private static void times(ByteSink sink, Traits traits) {
        if (traits.deadlineMillis() != EntryView.NEVER) {
            sink.putVarLong(traits.deadlineMillis());
        }
        if (traits.writtenAtMillis() != 0) {
            sink.putVarLong(traits.writtenAtMillis());
        }
    }
}
