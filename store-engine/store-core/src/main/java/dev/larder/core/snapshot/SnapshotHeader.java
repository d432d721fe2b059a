package dev.larder.core.snapshot;

import java.util.UUID;

/**
 * Whose snapshot a file is, and of when.
 *
 * @param storeId the store's
 * @param keyspaceId the keyspace's number in the store; not negative
 * @param sequence all records of the log up to this one are in the snapshot; not negative
 */
public record SnapshotHeader(UUID storeId, int keyspaceId, long sequence) {
    public SnapshotHeader {
        if (keyspaceId < 0 || sequence < 0) {
            throw new IllegalArgumentException("a snapshot's keyspace id and sequence can't be negative, found "
                    + keyspaceId + " and " + sequence);
        }
    }

    /** What such a snapshot's file is called in a data directory. */
    public String fileName() {
        return "snapshot-" + keyspaceId + "-" + sequence;
    }
}
