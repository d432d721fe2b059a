package dev.larder.store.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads settings that are one of some words: the constants of an enum, in small letters and with dashes. */
final class Words {
    private Words() {}

    /** The constant that the word stands for. */
    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        List<String> words = of(type);
        int found = words.indexOf(text);
        if (found < 0) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", words) + ", found '" + text + "'; "
                    + Nearest.hint(text, words));
        }
        return type.getEnumConstants()[found];
    }

    /** The words of all constants, in their order. */
    static <E extends Enum<E>> List<String> of(Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(of(constant));
        }
        return words;
    }

    /** The word of a constant. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
