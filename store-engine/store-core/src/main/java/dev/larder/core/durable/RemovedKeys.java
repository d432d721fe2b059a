package dev.larder.core.durable;

import dev.larder.core.commit.EntryRestorer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was removed while entries are read from disk, so that an older entry does not come back. A key's removal is noted
 * while the key is held, and asked for while it is held. Safe from any thread.
 */
final class RemovedKeys<K> implements EntryRestorer.Outdated<K> {
    private final Map<K, Long> versions = new ConcurrentHashMap<>();
    private volatile long clearedBelowVersion;

    /** A key was removed; of several removals the last is noted last. */
    void removed(K key, long version) {
        versions.put(key, version);
    }

    /** Everything below that version was removed. */
    void cleared(long belowVersion) {
        clearedBelowVersion = belowVersion;
    }

    @Override
    public boolean isOutdated(K key, long version) {
        Long removed = versions.get(key);
        return version < clearedBelowVersion || (removed != null && removed > version);
    }
}
