package dev.larder.store.spi.tier;

import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.Quantities;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The settings of a tier, which come as text. Immutable; errors are {@link IllegalArgumentException}s that name the setting. */
public final class TierSettings {
    private final String tierName;
    private final List<String> knownNames;
    private final Map<String, String> texts;

    /**
     * Checks the names.
     *
     * @param tierName for messages
     * @param knownNames all settings that the tier has
     * @param texts what the user wrote, by name
     */
    public TierSettings(String tierName, List<String> knownNames, Map<String, String> texts) {
        this.tierName = tierName;
        this.knownNames = List.copyOf(knownNames);
        this.texts = Map.copyOf(texts);
        for (String name : this.texts.keySet()) {
            if (!this.knownNames.contains(name)) {
                throw new IllegalArgumentException("The tier " + tierName + " has no setting '" + name + "'; "
                        + Nearest.hint(name, this.knownNames));
            }
        }
    }

    /** A size with its unit, such as {@code 64MB}, in bytes. */
    public long bytes(String name, long byDefault) {
        return read(name, byDefault, Quantities::bytes);
    }

    /** A whole number of at least one. */
    public int count(String name, int byDefault) {
        return read(name, byDefault, text -> {
            long count = Quantities.count(text);
            if (count > Integer.MAX_VALUE) {
                throw Quantities.expected("at most " + Integer.MAX_VALUE, text);
            }
            return (int) count;
        });
    }

    /** One of a few words, the first of which is the default. */
    public String word(String name, List<String> allowed) {
        return read(name, allowed.get(0), text -> {
            if (!allowed.contains(text)) {
                throw Quantities.expected("one of " + String.join(", ", allowed), text);
            }
            return text;
        });
    }

    private <T> T read(String name, T byDefault, Function<String, T> reader) {
        if (!knownNames.contains(name)) {
            throw new AssertionError(name + " is not among " + knownNames);
        }
        String text = texts.get(name);
        if (text == null) {
            return byDefault;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    "The setting '" + name + "' of the tier " + tierName + " " + bad.getMessage(), bad);
        }
    }
}
