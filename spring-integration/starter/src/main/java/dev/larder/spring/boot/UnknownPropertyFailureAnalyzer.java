package dev.larder.spring.boot;

import dev.larder.spring.SpringCacheSettings;
import dev.larder.store.settings.DiskSettings;
import dev.larder.store.settings.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Tells of properties under {@code larder} that there are not, where they stand and what was probably meant. */
@Order(0) // Spring Boot's own analyzer, which is not ordered, knows no better name
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("larder");
    private static final List<String> TOP_KEYS = Stream.concat(
                    Stream.of(
                            "max-memory",
                            "high-water-mark",
                            "eviction-batch",
                            "dynamic",
                            "transaction-aware",
                            "defaults",
                            "caches",
                            "hibernate",
                            "session",
                            DiskSettings.TIERS),
                    DiskSettings.KEYS.stream())
            .toList();
    private static final List<String> SESSION_KEYS = List.of("enabled");
    private static final List<String> WITH_KEYS =
            List.of("defaults", "caches", "hibernate", "session", DiskSettings.TIERS);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        Set<ConfigurationProperty> unknown = cause.getUnboundProperties();
        if (!unknown.stream().allMatch(property -> ROOT.isAncestorOf(property.getName()))) {
            return null;
        }
        StringBuilder description = new StringBuilder("Larder has no such setting:");
        for (ConfigurationProperty property : unknown) {
            description.append(String.format(
                    Locale.ROOT,
                    "%n%n    Property: %s%n    Value: \"%s\"%n    Origin: %s%n    Reason: %s",
                    property.getName(),
                    property.getValue(),
                    property.getOrigin(),
                    reason(property.getName())));
        }
        return new FailureAnalysis(
                description.toString(),
                "Correct or remove the " + (unknown.size() == 1 ? "property." : "properties."),
                cause);
    }

    private static String reason(ConfigurationPropertyName name) {
        String top = name.getElement(1, Form.DASHED);
        int depth = name.getNumberOfElements();
        String last = name.getElement(depth - 1, Form.DASHED);
        if (top.equals("defaults")) {
            return unknown(last, SpringCacheSettings.KEYS);
        }
        if (top.equals("session")) {
            return unknown(last, SESSION_KEYS);
        }
        if (top.equals("caches") && depth == 4) {
            return unknown(last, SpringCacheSettings.KEYS);
        }
        if (top.equals("caches") && depth > 4) {
            return nameWithDots(name.subName(2).chop(depth - 3).toString(), last);
        }
        if (depth == 2 && SpringCacheSettings.KEYS.contains(top)) {
            return "'" + top
                    + "' is a setting of caches; it belongs under larder.defaults, or under larder.caches and the"
                    + " name of a cache";
        }
        if (depth > 2 && TOP_KEYS.contains(top) && !WITH_KEYS.contains(top)) {
            return "'" + top + "' is a value; nothing can stand under it";
        }
        return unknown(top, TOP_KEYS);
    }

    private static String nameWithDots(String cacheName, String key) {
        boolean isKnown = SpringCacheSettings.KEYS.contains(key);
        String advice = String.format(
                Locale.ROOT,
                "the name of a cache that has dots goes into brackets, and in YAML into quotes, too:"
                        + " larder.caches[%s].%s, or \"[%s]\" under larder.caches",
                cacheName,
                isKnown ? key : "<key>",
                cacheName);
        return isKnown ? advice : unknown(key, SpringCacheSettings.KEYS) + "; and " + advice;
    }

    private static String unknown(String key, List<String> known) {
        return "unknown key '" + key + "'; " + Nearest.hint(key, known);
    }
}
