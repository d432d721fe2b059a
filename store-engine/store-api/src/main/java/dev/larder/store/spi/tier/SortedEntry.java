package dev.larder.store.spi.tier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A key and its record, in memory or in a file between adding and merging: both lengths, both contents. */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
record SortedEntry(byte[] key, byte[] record) {
    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(key.length);
        out.writeInt(record.length);
        out.write(key);
        out.write(record);
    }

    /** Null at the end of the file. */
    static @Nullable SortedEntry readFrom(DataInputStream in) throws IOException {
        int keyBytes;
        try {
            keyBytes = in.readInt();
        } catch (EOFException end) {
            return null;
        }
        byte[] key = new byte[keyBytes];
        byte[] record = new byte[in.readInt()];
        in.readFully(key);
        in.readFully(record);
        return new SortedEntry(key, record);
    }
}
