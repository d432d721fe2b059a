package dev.larder.jcache.integration;

import dev.larder.store.CapacityExceededException;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.LoadFailedException;
import dev.larder.store.StoreClosedException;
import dev.larder.store.StoreException;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;

/** The engine's failures in the standard's words. */
public final class Failures {
    private Failures() {}

    /** What the standard has a caller see instead; exceptions that are not the engine's come back as they are. */
    public static RuntimeException translate(RuntimeException failure) {
        if (!(failure instanceof StoreException)) {
            return failure;
        }
        if (failure instanceof StoreClosedException) {
            return new IllegalStateException(failure.getMessage(), failure);
        }
        if (failure instanceof LoadFailedException) {
            return failure.getCause() instanceof CacheLoaderException loader
                    ? loader
                    : new CacheLoaderException(failure.getMessage(), failure.getCause());
        }
        return new CacheException(failure.getMessage() + advice(failure), failure);
    }

    /** The engine names no settings of caches, which it does not know. */
    private static String advice(RuntimeException failure) {
        if (failure instanceof EntryTooLargeException) {
            return " The cache's own limits are setMaxKeyBytes, setMaxValueBytes and setMaxEntryBytes (max-key-size,"
                    + " max-value-size and max-entry-size in a file).";
        }
        if (failure instanceof CapacityExceededException) {
            return " To do so, raise setMaxEntries or setMaxBytes (max-entries or max-size in a file) of the cache, or"
                    + " change its setEvictionPolicy (policy in a file).";
        }
        return "";
    }
}
