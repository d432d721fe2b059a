package dev.larder.sample.catalog;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Unicode's characters as the running JDK knows them: about 32,000 on JDK 17, more on later ones.
 *
 * <p>Left out are characters that have no name of their own, only a block and a number (Han ideographs,
 * Hangul syllables, Tangut): nobody looks for those by name.
 */
final class UnicodeNames {
    private UnicodeNames() {}

    /** Every named character in the order of code points. */
    static Stream<UnicodeCharacter> all() {
        return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(UnicodeNames::isAssigned)
                .mapToObj(UnicodeNames::describe)
                .filter(character -> !isNumbered(character));
    }

    private static boolean isAssigned(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static UnicodeCharacter describe(int codePoint) {
        String name = Character.getName(codePoint);
        Character.UnicodeBlock block = Character.UnicodeBlock.of(codePoint);
        return new UnicodeCharacter(
                codePoint,
                name,
                titleCase(Character.UnicodeScript.of(codePoint).name()),
                block == null ? "No block" : titleCase(block.toString()),
                CategoryNames.of(codePoint));
    }

    private static boolean isNumbered(UnicodeCharacter character) {
        return character.name().endsWith(String.format(Locale.ROOT, "%04X", character.codePoint()));
    }

    /** {@code LATIN_EXTENDED_A} reads {@code Latin Extended A}. */
    private static String titleCase(String constantName) {
        StringBuilder title = new StringBuilder(constantName.length());
        boolean startsWord = true;
        for (int index = 0; index < constantName.length(); index++) {
            char letter = constantName.charAt(index);
            boolean separates = letter == '_' || letter == ' ' || letter == '-';
            title.append(separates ? ' ' : startsWord ? letter : Character.toLowerCase(letter));
            startsWord = separates;
        }
        return title.toString();
    }
}
