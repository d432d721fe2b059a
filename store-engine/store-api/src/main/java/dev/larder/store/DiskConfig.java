package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

import dev.larder.store.spi.FileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where and how a store keeps its data on disk; immutable.
 *
 * @param directory the data directory, of this store alone while it is open; made if it is not there
 * @param durability what writes wait for, in keyspaces that say nothing else
 * @param syncInterval how long at most a write under {@link Durability#BACKGROUND} waits for the disk to be asked to
 *     confirm it
 * @param segmentBytes the size of a file of the log, which is reserved when the file is begun
 * @param snapshotInterval how often snapshots are taken, if anything changed; zero for never
 * @param snapshotLogBytes how long the log grows before snapshots are taken that let it be cut; see {@code snapshotLogFactor}
 * @param snapshotLogFactor the log is also let grow until it is this many times as long as the snapshots
 * @param snapshotCompression the compression of snapshots: {@code zstd}, {@code lz4}, {@code gzip}, {@code none}, or {@link
 *     CodecConfig#AUTO}: the first of Zstandard and LZ4 that is there, or else none
 * @param tierSettings settings of tiers, by the tier's name, a dot and the setting's: {@code rocksdb.block-cache}
 * @param fileSystem the disk
 */
public record DiskConfig(
        Path directory,
        Durability durability,
        Duration syncInterval,
        int segmentBytes,
        Duration snapshotInterval,
        long snapshotLogBytes,
        double snapshotLogFactor,
        String snapshotCompression,
        Map<String, String> tierSettings,
        FileSystem fileSystem) {
    /** The smallest file of the log. */
    public static final int LEAST_SEGMENT_BYTES = 64 << 10;

    /** The largest file of the log. */
    public static final int MOST_SEGMENT_BYTES = 1 << 30;

    public DiskConfig {
        tierSettings = Map.copyOf(tierSettings);
        requireArgument(
                syncInterval.toMillis() > 0,
                "the sync interval must be at least a millisecond, found %s",
                syncInterval);
        requireArgument(
                segmentBytes >= LEAST_SEGMENT_BYTES && segmentBytes <= MOST_SEGMENT_BYTES,
                "a file of the log must have 64 KiB to 1 GiB, found %d bytes",
                segmentBytes);
        requireArgument(
                !snapshotInterval.isNegative(), "the snapshot interval can't be negative: %s", snapshotInterval);
        requireArgument(snapshotLogBytes > 0, "the log must be let grow at least a byte, found %d", snapshotLogBytes);
        requireArgument(
                snapshotLogFactor >= 0, "the log can't be let grow to %s times the snapshots", snapshotLogFactor);
    }

    /** A builder for a data directory with defaults for all else. */
    public static Builder at(Path directory) {
        return new Builder(directory);
    }

    /** Collects settings; not safe for use by several threads at once. */
    public static final class Builder {
        private final Path directory;
        private Durability durability = Durability.BACKGROUND;
        private Duration syncInterval = Duration.ofSeconds(1);
        private int segmentBytes = 64 << 20;
        private Duration snapshotInterval = Duration.ZERO;
        private long snapshotLogBytes = 256L << 20;
        private double snapshotLogFactor = 2;
        private String snapshotCompression = CodecConfig.AUTO;
        private final Map<String, String> tierSettings = new HashMap<>();
        private FileSystem fileSystem = FileSystem.system();

        private Builder(Path directory) {
            this.directory = directory;
        }

        /** Sets {@link DiskConfig#durability()}; {@link Durability#BACKGROUND} by default. */
        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        /** Sets {@link DiskConfig#syncInterval()}; one second by default. */
        public Builder syncInterval(Duration value) {
            syncInterval = value;
            return this;
        }

        /** Sets {@link DiskConfig#segmentBytes()}; 64 MiB by default. */
        public Builder segmentBytes(int value) {
            segmentBytes = value;
            return this;
        }

        /** Sets {@link DiskConfig#snapshotInterval()}; never by default. */
        public Builder snapshotInterval(Duration value) {
            snapshotInterval = value;
            return this;
        }

        /** Sets {@link DiskConfig#snapshotLogBytes()}; 256 MiB by default. */
        public Builder snapshotLogBytes(long value) {
            snapshotLogBytes = value;
            return this;
        }

        /** Sets {@link DiskConfig#snapshotLogFactor()}; 2 by default. */
        public Builder snapshotLogFactor(double value) {
            snapshotLogFactor = value;
            return this;
        }

        /** Sets {@link DiskConfig#snapshotCompression()}. */
        public Builder snapshotCompression(String name) {
            snapshotCompression = name;
            return this;
        }

        /** Adds to {@link DiskConfig#tierSettings()}. */
        public Builder tierSetting(String name, String value) {
            tierSettings.put(name, value);
            return this;
        }

        /** Sets {@link DiskConfig#fileSystem()}; the machine's by default. */
        public Builder fileSystem(FileSystem value) {
            fileSystem = value;
            return this;
        }

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException naming the setting that is out of range
         */
        public DiskConfig build() {
            return new DiskConfig(
                    directory,
                    durability,
                    syncInterval,
                    segmentBytes,
                    snapshotInterval,
                    snapshotLogBytes,
                    snapshotLogFactor,
                    snapshotCompression,
                    tierSettings,
                    fileSystem);
        }
    }
}
