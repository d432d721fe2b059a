package dev.larder.sample.catalog;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody looks for, in the one form that equal questions share; as text, it is a key of the cache.
 *
 * @param text words in small letters with one blank between them, never empty
 * @param script the script results are narrowed to, or an empty string for all
 * @param page number of the page, from 0
 */
public record SearchQuery(String text, String script, int page) implements Serializable {
    /** Length that a question may have as typed. */
    public static final int MAX_TEXT_LENGTH = 60;

    public static final int MAX_PAGE = 999;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9]+");

    /**
     * Reads what was typed: words of a name ({@code Left  Arrow}), {@code U+2190}, or the character itself.
     *
     * @throws BadQueryException if nothing to look for is left, or the text, script or page is out of bounds
     */
    public static SearchQuery parse(String typed, String script, int page) {
        if (typed.length() > MAX_TEXT_LENGTH) {
            throw new BadQueryException(String.format(
                    Locale.ROOT,
                    "The search has %d characters, at most %d are allowed. Leave some words out.",
                    typed.length(),
                    MAX_TEXT_LENGTH));
        }
        if (script.length() > MAX_TEXT_LENGTH) {
            throw new BadQueryException("There is no script of that name. Choose one from the list.");
        }
        if (page < 0 || page > MAX_PAGE) {
            throw new BadQueryException(
                    String.format(Locale.ROOT, "Page %d does not exist; pages go from 0 to %d.", page, MAX_PAGE));
        }
        String text = normalized(nameIfCharacter(typed.strip()));
        if (text.isEmpty()) {
            throw new BadQueryException("Nothing to search for: type words of a character's name, such as “left arrow”,"
                    + " a code point such as U+2190, or the character itself.");
        }
        return new SearchQuery(text, script, page);
    }

    /** Small letters and digits, one blank for everything else. */
    static String normalized(String text) {
        return NOT_IN_NAMES
                .matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /** The same in one line, which only equal questions share: of a text's characters none is a slash. */
    public String asText() {
        return text + "/" + page + "/" + script;
    }

    List<String> words() {
        return List.of(text.split(" ", -1));
    }

    private static String nameIfCharacter(String typed) {
        if (typed.matches("[Uu]\\+[0-9A-Fa-f]{1,6}")) {
            int codePoint = Integer.parseInt(typed.substring(2), 16);
            String name = Character.isValidCodePoint(codePoint) ? Character.getName(codePoint) : null;
            if (name == null) {
                throw new BadQueryException(
                        String.format(Locale.ROOT, "No character is assigned to %s.", typed.toUpperCase(Locale.ROOT)));
            }
            return name;
        }
        boolean isOneSign = !typed.isEmpty()
                && typed.codePointCount(0, typed.length()) == 1
                && !(typed.charAt(0) < 128 && Character.isLetterOrDigit(typed.charAt(0)));
        String name = isOneSign ? Character.getName(typed.codePointAt(0)) : null;
        return name == null ? typed : name;
    }
}
