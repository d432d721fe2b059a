package dev.larder.spring.boot;

import dev.larder.store.DiskConfig;
import dev.larder.store.settings.DiskSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads where and how the store keeps caches on disk from the texts of the properties. */
final class DiskReader {
    private static final String PREFIX = "larder.";

    private DiskSettings settings = DiskSettings.none();
    private @Nullable String lastKey;
    private String lastText = "";

    private DiskReader() {}

    /**
     * The store's disk; null if no directory is set.
     *
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if a value is
     *     wrong, or the directory is missing
     */
    static @Nullable DiskConfig read(LarderProperties properties) {
        DiskReader reader = new DiskReader();
        properties.forEachOfDisk(reader::set);
        return reader.toDisk();
    }

    private void set(String key, @Nullable String text) {
        if (text != null) {
            settings = InvalidSettings.parse(PREFIX + key, text, value -> settings.with(key, value));
            lastKey = key;
            lastText = text;
        }
    }

    private @Nullable DiskConfig toDisk() {
        try {
            return settings.toDisk().orElse(null);
        } catch (IllegalArgumentException incomplete) {
            throw InvalidSettings.of(
                    PREFIX + lastKey, lastText, Objects.requireNonNullElse(incomplete.getMessage(), ""));
        }
    }
}
