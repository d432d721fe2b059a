package dev.larder.store.spi;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link EvictionPolicy} sees of an entry: its key, its weight, its deadline, and one slot in which the policy
 * keeps its own links.
 *
 * <p><b>Threads:</b> the slot belongs to the policy and is only touched under the lock that guards the policy; the other
 * methods may be called at any time and may return a value that a writer is just changing.
 */
public interface PolicyNode {
    /** Deadline of an entry that does not expire. */
    long NEVER = Long.MAX_VALUE;

    /** The entry's key; equal nodes have equal keys. */
    Object key();

    /** A hash of the key: the same for equal keys, whichever node they are in. Need not be spread well. */
    default int policyHash() {
        return key().hashCode();
    }

    /** How much of the capacity the entry takes: 1 where entries are counted, else its weight in bytes. */
    int weight();

    /** Epoch milliseconds at which the entry expires, or {@link #NEVER}. */
    long expiresAtMillis();

    /** What the policy last stored with {@link #setPolicyLink}, or null. */
    @Nullable Object policyLink();

    /** Stores the policy's own bookkeeping for this node; null when the policy no longer knows the node. */
    void setPolicyLink(@Nullable Object link);
}
