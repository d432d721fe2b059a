package dev.larder.spring.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value with tags, as it stands in the keyspace.
 *
 * @param value the value, or the stand-in for null
 * @param tags each once
 */
record Tagged(Object value, List<String> tags) {
    /** The tags of a value as it stands in the keyspace; none of one that is absent. */
    static List<String> tagsOf(@Nullable Object stored) {
        return stored instanceof Tagged tagged ? tagged.tags : List.of();
    }
}
