package dev.larder.spring.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** The keys that are strings, in order. Safe from any thread. */
final class PrefixIndex {
    private final ConcurrentSkipListSet<String> keys = new ConcurrentSkipListSet<>();

    void add(Object key) {
        if (key instanceof String text) {
            keys.add(text);
        }
    }

    void remove(Object key) {
        if (key instanceof String text) {
            keys.remove(text);
        }
    }

    /** The keys that begin like this; looks at these and at one more. */
    List<Object> startingWith(String prefix) {
        List<Object> found = new ArrayList<>();
        for (String key : keys.tailSet(prefix)) {
            if (!key.startsWith(prefix)) {
                break;
            }
            found.add(key);
        }
        return found;
    }
}
