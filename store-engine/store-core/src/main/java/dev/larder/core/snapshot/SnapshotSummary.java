package dev.larder.core.snapshot;

/**
 * What a finished snapshot has.
 *
 * @param count entries
 * @param bytes the file's length
 */
public record SnapshotSummary(long count, long bytes) {}
