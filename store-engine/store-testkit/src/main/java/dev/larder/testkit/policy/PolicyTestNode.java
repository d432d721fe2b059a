package dev.larder.testkit.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/** A node without a table, whose weight and deadline a test changes at will. Not thread-safe. */
public final class PolicyTestNode implements PolicyNode {
    private final Object key;
    private int weight;
    private long expiresAtMillis;
    private @Nullable Object policyLink;

    /** Creates a node; {@link PolicyNode#NEVER} for one without a deadline. */
    public PolicyTestNode(Object key, int weight, long expiresAtMillis) {
        this.key = key;
        this.weight = weight;
        this.expiresAtMillis = expiresAtMillis;
    }

    @Override
    public Object key() {
        return key;
    }

    @Override
    public int weight() {
        return weight;
    }

    /** Changes what {@link #weight} returns; the policy is not told. */
    public void setWeight(int weight) {
        this.weight = weight;
    }

    @Override
    public long expiresAtMillis() {
        return expiresAtMillis;
    }

    /** Changes what {@link #expiresAtMillis} returns; the policy is not told. */
    public void setExpiresAtMillis(long expiresAtMillis) {
        this.expiresAtMillis = expiresAtMillis;
    }

    @Override
    public @Nullable Object policyLink() {
        return policyLink;
    }

    @Override
    public void setPolicyLink(@Nullable Object link) {
        this.policyLink = link;
    }

    @Override
    public String toString() {
        return "node " + key;
    }
}
