package dev.larder.core.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names and values of a manifest's lines: what they may be, and how a value becomes a part of a line and back. */
final class ManifestText {
    /** How long a value may be, in bytes of UTF-8. */
    static final int MOST_TEXT_BYTES = 16 << 10;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");

    private ManifestText() {}

    static void requireShort(String value) {
        // No encoding is shorter than the text, which saves encoding one that is far too long.
        if (value.length() > MOST_TEXT_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "a text of at most " + MOST_TEXT_BYTES + " bytes was expected, found one of " + value.length()
                            + " characters that begins with \"" + value.substring(0, 40) + "\"");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A copy of further properties, sorted by name. */
    static SortedMap<String, String> requireProperties(Map<String, String> properties) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            if (!isName(name) || ManifestFile.KNOWN_NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "a property's name of lower-case letters, digits, '.', '-' that has no"
                                + " meaning of its own was expected, found \"" + name + "\"");
            }
            requireShort(property.getValue());
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** Makes a value fit on a line: control characters, backslashes and halves of surrogate pairs are escaped. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); ) {
            int codePoint = value.codePointAt(at);
            if (codePoint == '\\') {
                escaped.append("\\\\");
            } else if (mustEscape(codePoint)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
            } else {
                escaped.appendCodePoint(codePoint);
            }
            at += Character.charCount(codePoint);
        }
        return escaped.toString();
    }

    /**
     * Restores what {@link #escape} made.
     *
     * @throws IllegalArgumentException if escape never makes that
     */
    static String unescape(String escaped) {
        StringBuilder value = new StringBuilder(escaped.length());
        for (int at = 0; at < escaped.length(); at++) {
            char found = escaped.charAt(at);
            if (found != '\\') {
                value.append(found);
            } else if (escaped.startsWith("\\\\", at)) {
                value.append('\\');
                at++;
            } else if (escaped.startsWith("\\u", at) && at + 6 <= escaped.length()) {
                value.append((char) Integer.parseInt(escaped, at + 2, at + 6, 16));
                at += 5;
            } else {
                throw new IllegalArgumentException(
                        "a \\\\ or a \\u with four digits was expected, found \"" + escaped + "\"");
            }
        }
        if (!escape(value.toString()).equals(escaped)) {
            throw new IllegalArgumentException(
                    "a value that is escaped where it must be was expected, found \"" + escaped + "\"");
        }
        return value.toString();
    }

    private static boolean mustEscape(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || codePoint == '\u2028'
                || codePoint == '\u2029';
    }
}
