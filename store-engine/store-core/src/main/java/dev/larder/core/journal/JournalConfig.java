package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * Where and how a log is kept.
 *
 * @param directory of the log's files; exists
 * @param storeId in the header of every segment, so that a file of another store is not taken for one of this
 * @param segmentBytes the length of a segment's file, 8 KiB to 1 GiB
 * @param syncInterval how long a frame appended under {@code BACKGROUND} waits at most for the disk to be asked
 * @param threads makes the log's threads, which are started on first need
 * @param timed whether the interval runs by itself. If not, a log that is used by one thread never starts another: the
 *     disk is asked by {@link Journal#force} and {@link Journal#awaitDurable} alone
 * @param salts gives each segment's salt; used by one thread at a time
 */
public record JournalConfig(
        FileSystem fileSystem,
        Path directory,
        UUID storeId,
        int segmentBytes,
        Duration syncInterval,
        ThreadFactory threads,
        boolean timed,
        RandomGenerator salts) {
    private static final int LEAST_SEGMENT_BYTES = 8 << 10;
    private static final int MOST_SEGMENT_BYTES = 1 << 30;

    public JournalConfig {
        if (segmentBytes < LEAST_SEGMENT_BYTES || segmentBytes > MOST_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "A segment must have 8 KiB to 1 GiB, found %d bytes.", segmentBytes));
        }
        if (syncInterval.toNanos() <= 0) {
            throw new IllegalArgumentException("The sync interval must be positive, found " + syncInterval + ".");
        }
    }
}
