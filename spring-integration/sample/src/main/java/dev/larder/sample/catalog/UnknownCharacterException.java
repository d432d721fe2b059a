package dev.larder.sample.catalog;

import java.util.Locale;

/** The catalog has no character of that code point. */
public final class UnknownCharacterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownCharacterException(int codePoint) {
        super(String.format(
                Locale.ROOT,
                "The catalog has no named character U+%04X. Search by name to find one it has.",
                codePoint));
    }
}
