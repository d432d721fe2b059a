package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/**
 * The order in which an {@link OrderedPolicy} names its nodes. The policy sees to everything that is the same for all
 * orders: whether a node is known, the total weight, how many victims a round takes.
 *
 * <p>An order may replace a node's link when the node changes its state; it then stores the new link in the node.
 *
 * @param <L> the links that the order puts into nodes, and the only ones it is handed
 */
interface VictimOrder<N extends PolicyNode, L extends Link<N>> {
    /** Takes in a node and returns its link, which the policy stores in the node. */
    L add(N node, int weight);

    void read(L link);

    /** See {@link dev.larder.store.spi.EvictionPolicy#needsReads}. */
    default boolean needsReads() {
        return true;
    }

    /** The link's node was written again; the order adds the delta to {@link Link#weight}. */
    void write(L link, int weightDelta);

    /** Forgets a link whose node left for another reason than eviction. */
    void remove(L link);

    /** Forgets a link that {@link #first} returned, to be evicted. */
    default void evict(L link) {
        remove(link);
    }

    /** The link whose node goes next, or null when there is none that may be evicted. */
    @Nullable L first();
}
