package dev.larder.jcache.configuration;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PersistenceSettings;
import dev.larder.store.settings.PolicyNames;
import dev.larder.store.settings.Quantities;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;

/** Reads the settings of one section: the defaults, or those of a name or pattern. */
final class SectionParser {
    private static final List<String> OWN_KEYS = List.of(
            "max-entries",
            "max-size",
            "max-key-size",
            "max-value-size",
            "max-entry-size",
            "policy",
            "time-to-live",
            "time-to-live-from-creation",
            "time-to-idle",
            "jitter",
            "refresh-ahead",
            "store",
            "statistics",
            "management",
            "metadata");

    static final List<String> KEYS =
            Stream.concat(OWN_KEYS.stream(), PersistenceSettings.KEYS.stream()).toList();

    private static final Factory<ExpiryPolicy> ETERNAL = EternalExpiryPolicy.factoryOf();

    private final YamlMap map;
    private final String name;
    private final PolicyNames policies;
    private final LarderConfiguration<Object, Object> settings = new LarderConfiguration<>();
    private final PersistenceSettings.Builder persistence;
    private final Map<String, YamlMap.Entry> byGroup = new HashMap<>();

    SectionParser(YamlMap map, String name, PolicyNames policies) {
        this.map = map;
        this.name = name;
        this.policies = policies;
        persistence = PersistenceSettings.builder(policies.plugInLoader());
    }

    LarderConfiguration<Object, Object> parse() {
        map.entries().forEach(this::apply);
        return settings.setPersistence(persistence.build());
    }

    private void apply(YamlMap.Entry entry) {
        switch (entry.key()) {
            case "max-entries" -> {
                requireFirst("a cache is limited by entries or by bytes", entry);
                settings.setMaxEntries(map.value(
                        entry,
                        text -> Quantities.isUnlimited(text) ? LarderConfiguration.UNLIMITED : Quantities.count(text)));
            }
            case "max-size" -> {
                requireFirst("a cache is limited by entries or by bytes", entry);
                settings.setMaxBytes(map.value(
                        entry,
                        text -> Quantities.isUnlimited(text) ? LarderConfiguration.UNLIMITED : Quantities.bytes(text)));
            }
            case "max-key-size" -> settings.setMaxKeyBytes(map.value(entry, Quantities::entryBytes));
            case "max-value-size" -> settings.setMaxValueBytes(map.value(entry, Quantities::entryBytes));
            case "max-entry-size" -> settings.setMaxEntryBytes(map.value(entry, Quantities::entryBytes));
            case "policy" -> settings.setEvictionPolicy(map.value(entry, policies::require));
            case "time-to-live" -> setExpiry(entry, settings::setTimeToLive);
            case "time-to-live-from-creation" -> setExpiry(entry, settings::setTimeToLiveFromCreation);
            case "time-to-idle" -> setExpiry(entry, settings::setTimeToIdle);
            case "jitter" -> settings.setExpiryJitter(map.value(entry, Quantities::fraction));
            case "refresh-ahead" -> settings.setRefreshAhead(map.value(entry, Quantities::refreshAhead));
            case "store" -> settings.setStoreByValue(map.value(entry, SectionParser::isByValue));
            case "statistics" -> settings.setStatisticsEnabled(map.value(entry, Quantities::bool));
            case "management" -> settings.setManagementEnabled(map.value(entry, Quantities::bool));
            case "metadata" -> settings.setMetadataEnabled(map.value(entry, Quantities::bool));
            default -> setPersistence(entry);
        }
    }

    private void setPersistence(YamlMap.Entry entry) {
        if (!PersistenceSettings.KEYS.contains(entry.key())) {
            throw unknownKey(entry);
        }
        map.value(entry, text -> persistence.set(entry.key(), text));
    }

    private void setExpiry(YamlMap.Entry entry, Consumer<Duration> setter) {
        requireFirst("entries have one lifetime", entry);
        if (map.text(entry).equals("eternal")) {
            settings.setExpiryPolicyFactory(ETERNAL);
        } else {
            setter.accept(map.value(entry, Quantities::duration));
        }
    }

    /** Of the keys that exclude each other for the same reason, only one may be there. */
    private void requireFirst(String reason, YamlMap.Entry entry) {
        YamlMap.Entry earlier = byGroup.putIfAbsent(reason, entry);
        if (earlier != null) {
            throw map.error(
                    entry.keyNode(),
                    "'" + name + "' has both '" + earlier.key() + "' (line " + YamlMap.line(earlier.keyNode())
                            + ") and '" + entry.key() + "', but " + reason + "; keep one");
        }
    }

    private static boolean isByValue(String text) {
        return switch (text) {
            case "by-value" -> true;
            case "by-reference" -> false;
            default -> throw Quantities.expected("by-value or by-reference", text);
        };
    }

    private ConfigurationFileException unknownKey(YamlMap.Entry entry) {
        String hint = FileParser.TOP_KEYS.contains(entry.key())
                ? "it belongs at the top of the file, beside 'caches'"
                : Nearest.hint(entry.key(), KEYS);
        return map.error(entry.keyNode(), "unknown key '" + entry.key() + "' in '" + name + "'; " + hint);
    }
}
