package dev.larder.jcache.integration;

import java.util.Set;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * What a writer made of many keys.
 *
 * @param done the keys it took, for which the cache now changes
 * @param left the keys it left in its collection although it did not throw, so that nobody knows what became of them
 * @param failure what it threw, or null
 */
public record Batch<K>(Set<K> done, Set<K> left, @Nullable CacheWriterException failure) {
    /** Throws {@link #failure} if there is one; for after the cache was changed. */
    public void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
