package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;

/**
 * What a policy stores in a node's slot: the one object it allocates for the node.
 *
 * <p>The weight is the sum of the recorded deltas and not {@link PolicyNode#weight}, which a writer may be changing
 * while its delta still waits in a buffer; so the sums of a policy add up at any time.
 */
class Link<N extends PolicyNode> {
    final N node;
    int weight;

    Link(N node, int weight) {
        this.node = node;
        this.weight = weight;
    }
}
