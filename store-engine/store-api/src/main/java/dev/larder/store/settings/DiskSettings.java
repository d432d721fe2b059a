package dev.larder.store.settings;

import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.tier.TierProviders;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What users set of a store's data directory, as text under {@link #KEYS}, checked when it is set. Immutable.
 */
public final class DiskSettings {
    /** Where the data is; without it, a store keeps nothing on disk. */
    public static final String DIRECTORY = "data-directory";

    /** How keys of settings of tiers begin: with this, a dot, the tier's name, a dot and the setting's name. */
    public static final String TIERS = "tiers";

    /** The keys of all settings but those of tiers. */
    public static final List<String> KEYS = List.of(
            DIRECTORY,
            "durability",
            "sync-interval",
            "segment-size",
            "snapshot-interval",
            "snapshot-log-size",
            "snapshot-compression");

    private static final DiskSettings NONE = new DiskSettings(Map.of());

    private final Map<String, String> textByKey;

    private DiskSettings(Map<String, String> textByKey) {
        this.textByKey = textByKey;
    }

    /** Nothing set. */
    public static DiskSettings none() {
        return NONE;
    }

    /**
     * These settings and one more.
     *
     * @param key one of {@link #KEYS}, or one of a tier on the class path: {@code tiers.rocksdb.block-cache}
     * @throws IllegalArgumentException that continues a sentence whose subject is the key
     */
    public DiskSettings with(String key, String text) {
        apply(key, text, DiskConfig.at(Path.of("")));
        Map<String, String> more = new LinkedHashMap<>(textByKey);
        more.put(key, text);
        return new DiskSettings(more);
    }

    private static void apply(String key, String text, DiskConfig.Builder disk) {
        switch (key) {
            case DIRECTORY -> directory(text);
            case "durability" -> disk.durability(Words.parse(Durability.class, text));
            case "sync-interval" -> disk.syncInterval(Quantities.duration(text));
            case "segment-size" -> disk.segmentBytes(segmentBytes(text));
            case "snapshot-interval" ->
                disk.snapshotInterval(text.equals("never") ? Duration.ZERO : Quantities.duration(text));
            case "snapshot-log-size" -> disk.snapshotLogBytes(Quantities.bytes(text));
            case "snapshot-compression" -> disk.snapshotCompression(compression(text));
            default -> {
                if (!key.startsWith(TIERS + ".")) {
                    throw new IllegalArgumentException("is not known; " + Nearest.hint(key, KEYS));
                }
                setOfTier(key.substring(TIERS.length() + 1), text, disk);
            }
        }
    }

    private static void setOfTier(String name, String text, DiskConfig.Builder disk) {
        try {
            TierProviders.ofContext().check(Map.of(name, text));
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException("is refused: " + mistake.getMessage(), mistake);
        }
        disk.tierSetting(name, text);
    }

    private static Path directory(String text) {
        if (text.isBlank()) {
            throw Quantities.expected("the path of a directory", text);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(
                    "must be the path of a directory, found '" + text + "': " + malformed.getReason(), malformed);
        }
    }

    private static String compression(String text) {
        if (text.isBlank()) {
            throw Quantities.expected("the name of a compression such as auto, lz4, zstd, gzip or none", text);
        }
        return text;
    }

    private static int segmentBytes(String text) {
        long bytes = Quantities.bytes(text);
        if (bytes < DiskConfig.LEAST_SEGMENT_BYTES || bytes > DiskConfig.MOST_SEGMENT_BYTES) {
            throw Quantities.expected("from 64KB to 1GB", text);
        }
        return (int) bytes;
    }

    /** Whether nothing is set. */
    public boolean isEmpty() {
        return textByKey.isEmpty();
    }

    /**
     * The store's disk; none where no directory is set.
     *
     * @throws IllegalArgumentException if something else is set without a directory; names both
     */
    public Optional<DiskConfig> toDisk() {
        String directory = textByKey.get(DIRECTORY);
        if (directory == null) {
            textByKey.keySet().stream().findFirst().ifPresent(key -> {
                throw new IllegalArgumentException("'" + key + "' is set, but '" + DIRECTORY
                        + "' is not, without which nothing is kept on disk; set that, too, or take '" + key + "' out");
            });
            return Optional.empty();
        }
        DiskConfig.Builder disk = DiskConfig.at(directory(directory));
        textByKey.forEach((key, text) -> apply(key, text, disk));
        return Optional.of(disk.build());
    }

    /**
     * Refuses a cache that is to be kept on disk in a store that has none.
     *
     * @param directorySetting the adapter's name of {@link #DIRECTORY}, for the message
     */
    public static void requireDisk(StoreConfig store, Persistence wanted, String directorySetting) {
        if (wanted.mode() != Mode.NONE && store.disk() == null) {
            throw new IllegalArgumentException("it is to be kept on disk ('persistence' is "
                    + (wanted.tier() == null ? Words.of(wanted.mode()) : wanted.tier()) + "), but the store '"
                    + store.name() + "' has no data directory. Set " + directorySetting
                    + ", or take 'persistence' out");
        }
    }
}
