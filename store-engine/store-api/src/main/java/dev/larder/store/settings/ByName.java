package dev.larder.store.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says under names and patterns of names. For a name, the name itself fits best; among patterns, the
 * most specific one ({@link NamePattern#compareSpecificity}).
 *
 * <p><b>Threads:</b> filled by one thread, then read by any.
 *
 * @param <T> what stands under a name
 */
public final class ByName<T> {
    private final Map<String, Placed<T>> byName = new HashMap<>();
    private final List<Placed<T>> byPattern = new ArrayList<>();

    /**
     * What stands under one name or pattern.
     *
     * @param names the name or pattern
     * @param place where it was said, for messages
     * @param value what was said
     */
    public record Placed<T>(NamePattern names, String place, T value) {}

    /**
     * Adds what is said under a name or pattern.
     *
     * @return what was said under the very name before, which stays; null if it was added
     */
    public @Nullable Placed<T> add(String nameOrPattern, String place, T value) {
        NamePattern names = NamePattern.of(nameOrPattern);
        Placed<T> added = new Placed<>(names, place, value);
        if (names.isExact()) {
            return byName.putIfAbsent(names.exactName(), added);
        }
        byPattern.add(added);
        return null;
    }

    /**
     * What fits a name best, if anything does.
     *
     * @throws IllegalArgumentException if two patterns fit equally well; names both places
     */
    public Optional<Placed<T>> find(String name) {
        Placed<T> exact = byName.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<Placed<T>> best = new ArrayList<>();
        for (Placed<T> candidate : byPattern) {
            if (candidate.names().matches(name)) {
                int order = best.isEmpty()
                        ? 0
                        : candidate.names().compareSpecificity(best.get(0).names());
                if (order > 0) {
                    best.clear();
                }
                if (order >= 0) {
                    best.add(candidate);
                }
            }
        }
        if (best.size() > 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cache '%s' fits two patterns equally well: %s, and %s; give it an entry of its own name",
                    name,
                    best.get(0).place(),
                    best.get(1).place()));
        }
        return best.stream().findFirst();
    }

    /** The names that are no patterns, in no order. */
    public List<String> exactNames() {
        return List.copyOf(byName.keySet());
    }
}
