package dev.larder.jcache.configuration;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.StoreConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a configuration file: the store's settings, the defaults, and the caches by name or pattern. */
final class FileParser {
    private static final String DEFAULTS = "defaults";
    static final List<String> TOP_KEYS = List.of("max-memory", "high-water-mark", DEFAULTS, "caches");

    private final String file;
    private final PolicyNames policies;
    private final YamlMap top;
    private long maxMemoryBytes = StoreConfig.UNLIMITED;
    private double highWaterMark = 1;
    private Section defaults;
    private final Map<String, Section> byName = new HashMap<>();
    private final List<Section> byPattern = new ArrayList<>();

    private FileParser(String file, YamlMap top, PolicyNames policies) {
        this.file = file;
        this.top = top;
        this.policies = policies;
        defaults = new Section(NamePattern.of("*"), file, 0, new LarderConfiguration<>());
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
                case DEFAULTS -> defaults = section(NamePattern.of("*"), entry);
                case "caches" -> top.map(entry).entries().forEach(this::addCache);
                default -> throw unknownKey(entry);
            }
        }
        if (waterMark != null && maxMemoryBytes == StoreConfig.UNLIMITED) {
            throw top.error(
                    waterMark.keyNode(), "'high-water-mark' is a part of 'max-memory', which the file does not set");
        }
        return new CacheDefaults(maxMemoryBytes, highWaterMark, defaults, byName, byPattern);
    }

    private void addCache(YamlMap.Entry entry) {
        NamePattern pattern = NamePattern.of(entry.key());
        Section section = section(pattern, entry);
        if (!pattern.isExact()) {
            byPattern.add(section);
            return;
        }
        Section earlier = byName.putIfAbsent(pattern.exactName(), section);
        if (earlier != null) {
            throw top.error(
                    entry.keyNode(),
                    "'" + entry.key() + "' names the same cache as line " + earlier.line() + "; keep one");
        }
    }

    private Section section(NamePattern pattern, YamlMap.Entry entry) {
        LarderConfiguration<Object, Object> settings = new SectionParser(top.map(entry), entry.key(), policies).parse();
        return new Section(pattern, file, YamlMap.line(entry.keyNode()), settings);
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
