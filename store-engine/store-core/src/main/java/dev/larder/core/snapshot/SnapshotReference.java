package dev.larder.core.snapshot;

import java.util.regex.Pattern;

/**
 * Which snapshot holds a keyspace's entries.
 *
 * @param fileName its file in the data directory
 * @param sequence all records of the log up to this one are in it
 * @param bytes the file's length
 * @param count its entries
 */
public record SnapshotReference(String fileName, long sequence, long bytes, long count) {
    /** A name that leads nowhere else, on any system. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    public SnapshotReference {
        if (!FILE_NAME.matcher(fileName).matches()) {
            throw new IllegalArgumentException("a snapshot's file name of letters, digits, '.', '_', '-' was expected,"
                    + " found \"" + fileName + "\"");
        }
        if (sequence < 0 || bytes < 0 || count < 0) {
            throw new IllegalArgumentException("a snapshot's sequence, bytes and count can't be negative, found "
                    + sequence + ", " + bytes + ", " + count);
        }
    }
}
