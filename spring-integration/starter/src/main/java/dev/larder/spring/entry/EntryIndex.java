package dev.larder.spring.entry;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * By what the entries of a cache can be found but their keys. Changed only while the key is held.
 *
 * <p>Always true while nobody holds a key: what the entry carries is in the index. What the index has and the entry does
 * not is there for moments only, until it is {@linkplain #settle settled}, and harmless: whoever finds a key here looks at
 * the entry before doing anything to it.
 */
final class EntryIndex {
    private final TagIndex tags = new TagIndex();
    private final @Nullable PrefixIndex prefixes;

    EntryIndex(boolean byPrefix) {
        prefixes = byPrefix ? new PrefixIndex() : null;
    }

    TagIndex tags() {
        return tags;
    }

    boolean hasPrefixes() {
        return prefixes != null;
    }

    /** The key is about to get a value with these tags. */
    void add(Object key, List<String> newTags) {
        tags.add(key, newTags);
        if (prefixes != null) {
            prefixes.add(key);
        }
    }

    /**
     * Takes out what the entry does not carry, of the tags that it may have carried before.
     *
     * @param stored the entry's value, or null if it is absent
     */
    void settle(Object key, List<String> formerTags, @Nullable Object stored) {
        List<String> carried = Tagged.tagsOf(stored);
        for (String tag : formerTags) {
            if (!carried.contains(tag)) {
                tags.remove(key, tag);
            }
        }
        if (stored == null && prefixes != null) {
            prefixes.remove(key);
        }
    }

    List<Object> keysStartingWith(String prefix) {
        return prefixes == null ? List.of() : prefixes.startingWith(prefix);
    }

    /** Every key in the index, with one tag that it may carry or none. A key may come several times. */
    void forEach(BiConsumer<Object, List<String>> action) {
        tags.forEach((tag, key) -> action.accept(key, List.of(tag)));
        keysStartingWith("").forEach(key -> action.accept(key, List.of()));
    }
}
