package dev.larder.store.settings;

import java.util.Arrays;

/**
 * A pattern of cache names: {@code *} stands for any characters, also none, and {@code ?} for exactly one; all others,
 * dots and dollars too, stand for themselves, as do {@code \*}, {@code \?} and {@code \\}. It is held against the whole
 * name, character by character as Unicode counts them. Immutable.
 */
public final class NamePattern {
    private static final int ANY = -1;
    private static final int ONE = -2;

    private final String text;
    private final int[] symbols;
    private final int literalCount;
    private final int questionMarkCount;

    private NamePattern(String text, int[] symbols) {
        this.text = text;
        this.symbols = symbols;
        int literals = 0;
        int questionMarks = 0;
        for (int symbol : symbols) {
            literals += symbol >= 0 ? 1 : 0;
            questionMarks += symbol == ONE ? 1 : 0;
        }
        literalCount = literals;
        questionMarkCount = questionMarks;
    }

    /** Reads a pattern; every text is one. */
    public static NamePattern of(String text) {
        int[] characters = codePoints(text);
        int[] symbols = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '\\' && i + 1 < characters.length && isSpecial(characters[i + 1])) {
                i++;
                symbols[count++] = characters[i];
            } else if (characters[i] == '*') {
                symbols[count++] = ANY;
            } else {
                symbols[count++] = characters[i] == '?' ? ONE : characters[i];
            }
        }
        return new NamePattern(text, Arrays.copyOf(symbols, count));
    }

    /** Without a stream: a cache with the defaults passes here, and the first stream of an application costs 10 ms. */
    private static int[] codePoints(String text) {
        int[] points = new int[text.codePointCount(0, text.length())];
        for (int i = 0, index = 0; i < points.length; i++) {
            points[i] = text.codePointAt(index);
            index += Character.charCount(points[i]);
        }
        return points;
    }

    private static boolean isSpecial(int character) {
        return character == '*' || character == '?' || character == '\\';
    }

    /**
     * More than 0 if this pattern is more specific than the other, less if it is less: first more literal characters
     * count, then more question marks.
     */
    public int compareSpecificity(NamePattern other) {
        int byLiterals = Integer.compare(literalCount, other.literalCount);
        return byLiterals != 0 ? byLiterals : Integer.compare(questionMarkCount, other.questionMarkCount);
    }

    /** Whether it matches no name but one: {@link #exactName}. */
    public boolean isExact() {
        return literalCount == symbols.length;
    }

    /** The one name that an exact pattern matches. */
    public String exactName() {
        return new String(symbols, 0, symbols.length);
    }

    /**
     * Whether the whole name matches. A star that turns out too short takes one more character and all after it is
     * tried again; only the last star ever needs that, so the time is at most the product of both lengths.
     */
    public boolean matches(String name) {
        int[] characters = codePoints(name);
        int symbol = 0;
        int next = 0;
        int starSymbol = -1;
        int starEnd = 0;
        while (next < characters.length) {
            if (symbol < symbols.length && symbols[symbol] == ANY) {
                starSymbol = symbol++;
                starEnd = next;
            } else if (symbol < symbols.length && (symbols[symbol] == ONE || symbols[symbol] == characters[next])) {
                symbol++;
                next++;
            } else if (starSymbol >= 0) {
                symbol = starSymbol + 1;
                next = ++starEnd;
            } else {
                return false;
            }
        }
        while (symbol < symbols.length && symbols[symbol] == ANY) {
            symbol++;
        }
        return symbol == symbols.length;
    }

    @Override
    public String toString() {
        return text;
    }
}
