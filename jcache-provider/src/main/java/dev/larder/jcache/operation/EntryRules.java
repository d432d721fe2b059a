package dev.larder.jcache.operation;

import dev.larder.jcache.expiry.ExpiryRules;
import dev.larder.jcache.integration.WriteThrough;
import dev.larder.store.Decision;
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

    /** Tells the writer of the caller's value. */
    void write(K key, V given) {
        if (writer != null) {
            writer.write(key, given);
        }
    }

    /** Tells the writer that the key is to be absent, which it may be already. */
    void delete(K key) {
        if (writer != null) {
            writer.delete(key);
        }
    }

    /** Reads the entry, which is present. */
    public Decision<V> read(long nowMillis) {
        return expiry.read(nowMillis);
    }
}
