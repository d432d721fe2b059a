package dev.larder.core.commit;

import dev.larder.store.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Goes with a call to where its changes are recorded, says what it asked for, and collects what it has to wait for until they
 * are on disk. Not safe for use by several threads at once.
 */
public final class Receipt {
    private final @Nullable String codec;
    private long change;

    /** For what is no operation's. */
    public Receipt() {
        codec = null;
    }

    /** For the changes of an operation. */
    public Receipt(Operation<?, ?, ?> operation) {
        codec = operation.codec();
    }

    /** The name of the codec that values are to be written by; null for the keyspace's own. */
    public @Nullable String codec() {
        return codec;
    }

    /** Notes a change that must be on disk first. */
    public void note(long number) {
        change = Math.max(change, number);
    }

    /** The last of the changes; 0 for none. */
    public long change() {
        return change;
    }
}
