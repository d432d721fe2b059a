package dev.larder.jcache.configuration;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.DiskConfig;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.ByName;
import dev.larder.store.settings.ByName.Placed;
import dev.larder.store.settings.DiskSettings;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PolicyNames;
import dev.larder.store.settings.Quantities;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a configuration file: the store's settings, the defaults, and the caches by name or pattern. */
final class FileParser {
    private static final String DEFAULTS = "defaults";
    static final List<String> TOP_KEYS = Stream.of(
                    List.of("max-memory", "high-water-mark", "eviction-batch", DEFAULTS, "caches"),
                    DiskSettings.KEYS,
                    List.of(DiskSettings.TIERS))
            .flatMap(List::stream)
            .toList();

    private final String file;
    private final PolicyNames policies;
    private final YamlMap top;
    private long maxMemoryBytes = StoreConfig.UNLIMITED;
    private double highWaterMark = 1;
    private int evictionBatch = StoreConfig.DEFAULT_EVICTION_BATCH;
    private DiskSettings disk = DiskSettings.none();
    private LarderConfiguration<Object, Object> defaults = new LarderConfiguration<>();
    private final ByName<LarderConfiguration<Object, Object>> sections = new ByName<>();

    private FileParser(String file, YamlMap top, PolicyNames policies) {
        this.file = file;
        this.top = top;
        this.policies = policies;
    }

    /**
     * Reads a whole file.
     *
     * @param file its name for messages
     * @param loader finds eviction policies of plug-ins
     * @throws ConfigurationFileException at the first error
     */
    static CacheDefaults parse(String file, String text, ClassLoader loader) {
        return new FileParser(file, YamlMap.parse(file, text), new PolicyNames(loader)).parse();
    }

    private CacheDefaults parse() {
        YamlMap.@Nullable Entry waterMark = null;
        for (YamlMap.Entry entry : top.entries()) {
            switch (entry.key()) {
                case "max-memory" -> maxMemoryBytes = top.value(entry, Quantities::bytes);
                case "high-water-mark" -> {
                    highWaterMark = top.value(entry, FileParser::waterMark);
                    waterMark = entry;
                }
                case "eviction-batch" -> evictionBatch = top.value(entry, Quantities::batch);
                case DEFAULTS -> defaults = section(entry);
                case "caches" -> top.map(entry).entries().forEach(this::addCache);
                case DiskSettings.TIERS -> setOfTiers(top.map(entry));
                default -> setOfDisk(entry);
            }
        }
        if (waterMark != null && maxMemoryBytes == StoreConfig.UNLIMITED) {
            throw top.error(
                    waterMark.keyNode(), "'high-water-mark' is a part of 'max-memory', which the file does not set");
        }
        return new CacheDefaults(maxMemoryBytes, highWaterMark, evictionBatch, readDisk(), defaults, sections);
    }

    private void setOfDisk(YamlMap.Entry entry) {
        if (!DiskSettings.KEYS.contains(entry.key())) {
            throw unknownKey(entry);
        }
        disk = top.value(entry, text -> disk.with(entry.key(), text));
    }

    private void setOfTiers(YamlMap tiers) {
        for (YamlMap.Entry tier : tiers.entries()) {
            YamlMap settings = tiers.map(tier);
            for (YamlMap.Entry setting : settings.entries()) {
                String key = String.join(".", DiskSettings.TIERS, tier.key(), setting.key());
                disk = settings.value(setting, text -> disk.with(key, text));
            }
        }
    }

    private @Nullable DiskConfig readDisk() {
        try {
            return disk.toDisk().orElse(null);
        } catch (IllegalArgumentException incomplete) {
            throw new ConfigurationFileException(
                    file, Objects.requireNonNullElse(incomplete.getMessage(), ""), incomplete);
        }
    }

    private void addCache(YamlMap.Entry entry) {
        String place = "'" + entry.key() + "' in " + file + ", line " + YamlMap.line(entry.keyNode());
        Placed<?> earlier = sections.add(entry.key(), place, section(entry));
        if (earlier != null) {
            throw top.error(
                    entry.keyNode(), "'" + entry.key() + "' names the same cache as " + earlier.place() + "; keep one");
        }
    }

    private LarderConfiguration<Object, Object> section(YamlMap.Entry entry) {
        return new SectionParser(top.map(entry), entry.key(), policies).parse();
    }

    private static double waterMark(String text) {
        double fraction = Quantities.fraction(text);
        if (fraction == 0) {
            throw Quantities.expected("above 0%", text);
        }
        return fraction;
    }

    private ConfigurationFileException unknownKey(YamlMap.Entry entry) {
        String hint = SectionParser.KEYS.contains(entry.key())
                ? "it belongs under 'defaults' or under the name of a cache in 'caches'"
                : Nearest.hint(entry.key(), TOP_KEYS);
        return top.error(entry.keyNode(), "unknown key '" + entry.key() + "'; " + hint);
    }
}
