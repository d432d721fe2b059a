package dev.larder.sample.catalog;

/** Unicode's general categories in words. */
final class CategoryNames {
    private CategoryNames() {}

    static String of(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER -> "Uppercase letter";
            case Character.LOWERCASE_LETTER -> "Lowercase letter";
            case Character.TITLECASE_LETTER -> "Titlecase letter";
            case Character.MODIFIER_LETTER -> "Modifier letter";
            case Character.OTHER_LETTER -> "Other letter";
            case Character.NON_SPACING_MARK -> "Nonspacing mark";
            case Character.ENCLOSING_MARK -> "Enclosing mark";
            case Character.COMBINING_SPACING_MARK -> "Spacing mark";
            case Character.DECIMAL_DIGIT_NUMBER -> "Decimal digit";
            case Character.LETTER_NUMBER -> "Letter number";
            case Character.OTHER_NUMBER -> "Other number";
            case Character.SPACE_SEPARATOR -> "Space";
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "Separator";
            case Character.CONTROL -> "Control";
            case Character.FORMAT -> "Format";
            case Character.DASH_PUNCTUATION -> "Dash";
            case Character.START_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION -> "Opening punctuation";
            case Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> "Closing punctuation";
            case Character.CONNECTOR_PUNCTUATION -> "Connector";
            case Character.OTHER_PUNCTUATION -> "Other punctuation";
            case Character.MATH_SYMBOL -> "Math symbol";
            case Character.CURRENCY_SYMBOL -> "Currency symbol";
            case Character.MODIFIER_SYMBOL -> "Modifier symbol";
            case Character.OTHER_SYMBOL -> "Other symbol";
            default -> "Other";
        };
    }
}
