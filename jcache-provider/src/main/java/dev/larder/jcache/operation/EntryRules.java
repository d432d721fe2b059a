package dev.larder.jcache.operation;

import dev.larder.jcache.expiry.ExpiryRules;
import dev.larder.jcache.integration.WriteThrough;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/**
 * What goes along with a change of an entry, inside the operation that decides it: first the writer, which may refuse
 * it, then the expiry policy.
 */
public record EntryRules<K, V>(ExpiryRules expiry, @Nullable WriteThrough<K, V> writer) {
    /** Whether the application's own code runs. */
    public boolean runUserCode() {
        return writer != null || expiry.isCustom();
    }

    /** The same without the writer, for what it was already told. */
    public EntryRules<K, V> withoutWriter() {
        return writer == null ? this : new EntryRules<>(expiry, null);
    }

    /**
     * Gives the entry a value.
     *
     * @param given the caller's value, for the writer
     * @param stored the cache's copy of it
     */
    public Decision<V> put(K key, V given, V stored, EntryView<V> entry, long nowMillis) {
        if (writer != null) {
            writer.write(key, given);
        }
        return expiry.put(stored, entry, nowMillis);
    }

    /** Makes the entry absent, which it may be already. */
    public Decision<V> remove(K key) {
        if (writer != null) {
            writer.delete(key);
        }
        return Decision.remove();
    }

    /** Reads the entry, which is present. */
    public Decision<V> read(long nowMillis) {
        return expiry.read(nowMillis);
    }
}
