package dev.larder.store.settings;

import java.util.Collection;
import java.util.Locale;

/** Guesses which known word somebody meant who typed an unknown one. */
public final class Nearest {
    private static final int MAX_LENGTH = 100;

    private Nearest() {}

    /**
     * The second half of a message about an unknown word: the nearest known one, if it is at most one edit for every
     * three characters away, and the list of all.
     */
    public static String hint(String typed, Collection<String> known) {
        if (typed.length() > MAX_LENGTH) {
            return "Known: " + String.join(", ", known);
        }
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

    /**
     * How many characters to insert, delete, replace or swap with their neighbour to turn one text into the other
     * (optimal string alignment): cell {@code [i][j]} tells it of the first i and the first j characters.
     */
    static int editDistance(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
