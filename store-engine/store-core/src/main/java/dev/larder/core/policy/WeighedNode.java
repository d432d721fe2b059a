package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;

/**
 * A node that remembers which weight its policy was told. The weight belongs to the {@link PolicyDriver} and is only
 * touched under its lock.
 */
public interface WeighedNode extends PolicyNode {
    /** The weight that the policy takes the node to have; 0 if the policy does not know the node. */
    int toldWeight();

    /** Notes what {@link #toldWeight} returns. */
    void setToldWeight(int weight);
}
