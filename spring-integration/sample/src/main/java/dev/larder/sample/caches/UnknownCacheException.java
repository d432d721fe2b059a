package dev.larder.sample.caches;

import java.util.List;

/** No cache has the name somebody gave. */
public final class UnknownCacheException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownCacheException(String name, List<String> known) {
        super("There is no cache '" + name + "'. The caches are " + String.join(", ", known) + ".");
    }
}
