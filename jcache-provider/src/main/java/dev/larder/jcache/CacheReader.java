package dev.larder.jcache;

import dev.larder.jcache.integration.Failures;
import dev.larder.jcache.operation.EntryOperations;
import dev.larder.store.Keyspace;
import dev.larder.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored values: straight from the keyspace, which knows the standard's expiry policies, or by an operation where
 * a custom policy must be asked. Nothing is copied or counted here.
 */
final class CacheReader<K, V> {
    private final CacheParts<K, V> parts;
    private final Keyspace<K, V> keyspace;
    private final EntryOperations<K, V> operations;
    private final boolean custom;

    CacheReader(CacheParts<K, V> parts) {
        this.parts = parts;
        keyspace = parts.keyspace();
        operations = parts.operations();
        custom = parts.expiry().isCustom();
    }

    /** The value, or null. */
    @Nullable V read(K key) {
        if (custom) {
            return parts.run(key, operations.read());
        }
        try {
            return keyspace.getIfPresent(key);
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }

    /** The value that was missing, if reads load; else null. */
    @Nullable V load(K key) {
        if (!parts.readThrough()) {
            return null;
        }
        parts.types().requireStorableKey(key);
        try {
            return keyspace.get(parts.keys().copyIn(key));
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }
}
