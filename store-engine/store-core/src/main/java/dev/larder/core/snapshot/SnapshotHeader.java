package dev.larder.core.snapshot;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Whose snapshot a file is, and of when.
 *
 * @param storeId the store's
 * @param keyspaceId the keyspace's number in the store; not negative
 * @param sequence all records of the log up to this one are in the snapshot; not negative
 */
public record SnapshotHeader(UUID storeId, int keyspaceId, long sequence) {
    private static final String PREFIX = "snapshot-";

    /** As many digits as surely fit a sequence. */
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");

    public SnapshotHeader {
        if (keyspaceId < 0 || sequence < 0) {
            throw new IllegalArgumentException("a snapshot's keyspace id and sequence can't be negative, found "
                    + keyspaceId + " and " + sequence);
        }
    }

    /**
     * What a snapshot's header must say whose file has that name.
     *
     * @param otherwise the sequence, if the name is none that {@link #fileName} gives
     */
    public static SnapshotHeader ofFile(UUID storeId, int keyspaceId, String fileName, long otherwise) {
        String prefix = PREFIX + keyspaceId + "-";
        if (fileName.startsWith(prefix)
                && SEQUENCE.matcher(fileName.substring(prefix.length())).matches()) {
            return new SnapshotHeader(storeId, keyspaceId, Long.parseLong(fileName.substring(prefix.length())));
        }
        return new SnapshotHeader(storeId, keyspaceId, otherwise);
    }

    /** What such a snapshot's file is called in a data directory. */
    public String fileName() {
        return PREFIX + keyspaceId + "-" + sequence;
    }
}
