package dev.larder.hibernate.settings;

import dev.larder.store.settings.Nearest;
import java.util.List;

/** What to do for a region that no setting of its own or of a pattern is about. */
public enum MissingCacheStrategy {
    /** Make it with the defaults. */
    CREATE("create"),
    /** Make it with the defaults, and log a warning that says what to set. */
    CREATE_WARN("create-warn"),
    /** Refuse to start. */
    FAIL("fail");

    private static final List<String> NAMES = List.of("create", "create-warn", "fail");

    private final String text;

    MissingCacheStrategy(String text) {
        this.text = text;
    }

    static MissingCacheStrategy parse(String text) {
        for (MissingCacheStrategy strategy : values()) {
            if (strategy.text.equals(text)) {
                return strategy;
            }
        }
        throw new IllegalArgumentException(
                "must be one of " + String.join(", ", NAMES) + ", found '" + text + "'; " + Nearest.hint(text, NAMES));
    }
}
