package dev.larder.store;

import java.util.Locale;

/** Checks at the door. */
final class Arguments {
    private Arguments() {}

    static void requireArgument(boolean expected, String message, Object... found) {
        if (!expected) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, found));
        }
    }
}
