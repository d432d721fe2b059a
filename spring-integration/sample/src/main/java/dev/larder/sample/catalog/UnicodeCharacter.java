package dev.larder.sample.catalog;

import java.io.Serializable;

/**
 * One character as answers carry it.
 *
 * @param name Unicode's name in capitals, such as {@code GREEK SMALL LETTER ALPHA}
 */
public record UnicodeCharacter(int codePoint, String name, String script, String block, String category)
        implements Serializable {

    /** The character itself; marks sit on a dotted circle, and what has no shape is an empty string. */
    public String getGlyph() {
        String glyph = Character.toString(codePoint);
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> "";
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
                "\u25CC" + glyph;
            default -> glyph;
        };
    }
}
