package dev.larder.jcache.configuration;

import java.util.Collection;
import java.util.Locale;

/** Guesses which known word somebody meant who typed an unknown one. */
final class Nearest {
    private Nearest() {}

    /**
     * The second half of a message about an unknown word: the nearest known one, if it is at most one edit for every
     * three characters away, and the list of all.
     */
    static String hint(String typed, Collection<String> known) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        int fewestEdits = Math.max(1, wanted.length() / 3) + 1;
        String guess = "";
        for (String word : known) {
            int edits = editDistance(wanted, word);
            if (edits < fewestEdits) {
                fewestEdits = edits;
                guess = "did you mean '" + word + "'? ";
            }
        }
        return guess + "Known: " + String.join(", ", known);
    }

    /** The Levenshtein distance: how many characters to insert, delete or replace to turn one text into the other. */
    static int editDistance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] free = previous;
            previous = current;
            current = free;
        }
        return previous[to.length()];
    }
}
