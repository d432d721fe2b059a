package dev.larder.jcache;

import dev.larder.jcache.integration.Failures;
import dev.larder.jcache.operation.EntryOperations;
import dev.larder.store.Keyspace;
import dev.larder.store.RecursiveOperationException;
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

    /**
     * The value, or null. A listener or processor that reads the key it was called for can't move that key's deadline,
     * since the key is held by what called it; it reads the value all the same.
     */
    @Nullable V read(K key) {
        try {
            return custom ? keyspace.run(key, operations.read()) : keyspace.getIfPresent(key);
        } catch (RecursiveOperationException fromInsideAnOperationOnTheKey) {
            return readUnmoved(key);
        } catch (StoreException e) {
            throw Failures.translate(e);
        }
    }

    private @Nullable V readUnmoved(K key) {
        try {
            return keyspace.view(key).value();
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
