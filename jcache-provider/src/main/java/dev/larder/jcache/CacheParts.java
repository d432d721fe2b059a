package dev.larder.jcache;

import dev.larder.copy.Copier;
import dev.larder.jcache.expiry.ExpiryRules;
import dev.larder.jcache.integration.Failures;
import dev.larder.jcache.integration.LoaderBridge;
import dev.larder.jcache.integration.WriteThrough;
import dev.larder.jcache.operation.CacheOperation;
import dev.larder.jcache.operation.EntryOperations;
import dev.larder.store.Keyspace;
import dev.larder.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is made of, for the classes that do its work.
 *
 * @param loader what {@code loadAll} uses, or null
 * @param readThrough whether reads use the loader too
 */
record CacheParts<K, V>(
        String name,
        EntryTypes<K, V> types,
        Keyspace<K, V> keyspace,
        Copier keys,
        Copier values,
        EntryOperations<K, V> operations,
        @Nullable LoaderBridge<K, V> loader,
        boolean readThrough) {
    ExpiryRules expiry() {
        return operations.rules().expiry();
    }

    @Nullable WriteThrough<K, V> writer() {
        return operations.rules().writer();
    }

    /** The loader of reads, or null. */
    @Nullable LoaderBridge<K, V> readLoader() {
        return readThrough ? loader : null;
    }

    /** Whether a put is only a put: nothing is written through, asked or refused. */
    boolean putsPlainly() {
        return writer() == null && !expiry().mayRefuseCreation();
    }

    /** Runs an operation. Where the writer took a change that the cache then refused, the entry goes. */
    <R> @Nullable R run(K key, CacheOperation<K, V, R> operation) {
        try {
            return keyspace.run(key, operation);
        } catch (RuntimeException | Error e) {
            if (operation.leftStale()) {
                forget(key, e);
            }
            if (e instanceof StoreException refused) {
                throw Failures.translate(refused);
            }
            throw e;
        }
    }

    /** Removes an entry that its writer has replaced, since the cache refused the new one. */
    void forget(K key, Throwable refusal) {
        try {
            keyspace.remove(key);
        } catch (RuntimeException another) {
            refusal.addSuppressed(another);
        }
    }
}
