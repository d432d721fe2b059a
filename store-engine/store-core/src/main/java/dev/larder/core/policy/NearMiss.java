package dev.larder.core.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name somebody meant who typed an unknown one. */
final class NearMiss {
    private static final int SHORTEST_PART = 3;

    private NearMiss() {}

    /**
     * The known name that is most like the typed one, of equally like ones the first: at most one edit for every three
     * characters away; or else one that contains the typed name ({@code tinylfu}) or that it contains
     * ({@code allkeys-lru}).
     */
    static Optional<String> of(String typed, Collection<String> known) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        int allowedEdits = Math.max(1, wanted.length() / 3);
        String nearest = null;
        int fewestEdits = allowedEdits + 1;
        for (String name : known) {
            int edits = editDistance(wanted, name);
            if (edits < fewestEdits) {
                nearest = name;
                fewestEdits = edits;
            }
        }
        return nearest == null ? containingOrContained(wanted, known) : Optional.of(nearest);
    }

    private static Optional<String> containingOrContained(String wanted, Collection<String> known) {
        if (wanted.length() < SHORTEST_PART) {
            return Optional.empty();
        }
        return known.stream().filter(name -> name.contains(wanted)).findFirst().or(() -> known.stream()
                .filter(wanted::contains)
                .max(Comparator.comparingInt(String::length)));
    }

    /**
     * How many characters must be inserted, deleted, replaced or swapped with their neighbour to turn one text into
     * the other (optimal string alignment).
     */
    static int editDistance(String from, String to) {
        int[] beforePrevious = new int[to.length() + 1];
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            current[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
        }
        return current[to.length()];
    }
}
