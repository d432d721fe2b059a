package dev.larder.core.table;

import dev.larder.core.policy.WeighedNode;
import org.jspecify.annotations.Nullable;

/** An entry that an eviction policy knows, and that carries its links. 72 bytes. */
public class PolicyEntry<K, V> extends ExpiringEntry<K, V> implements WeighedNode {
    private @Nullable Object policyLink;
    private int toldWeight;

    /**
     * A new entry that no other thread knows yet.
     *
     * @param counted whether it takes 1 of the capacity, not its size
     */
    public PolicyEntry(K key, @Nullable V value, long version, boolean locked, boolean counted) {
        super(key, value, version, locked, counted);
    }

    /** The hash by which the map finds the entry, so that a policy need not look at the key. */
    @Override
    public final int policyHash() {
        return hash();
    }

    @Override
    public final @Nullable Object policyLink() {
        return policyLink;
    }

    @Override
    public final void setPolicyLink(@Nullable Object link) {
        policyLink = link;
    }

    @Override
    public final int toldWeight() {
        return toldWeight;
    }

    @Override
    public final void setToldWeight(int weight) {
        toldWeight = weight;
    }
}
