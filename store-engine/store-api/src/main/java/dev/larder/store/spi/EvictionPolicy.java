package dev.larder.store.spi;

import java.util.List;

/**
 * Decides which entries of a full keyspace go first. A policy only names victims; removing them is the caller's
 * operation, so that journal, replicas and listeners see it.
 *
 * <p>Reads and writes reach a policy late and in batches, and reads may be dropped under load, so a policy must accept
 * any order of calls: a read of a node it does not know is ignored, a second removal too. A node that left the table
 * before its addition was recorded is named as a victim in its turn, and its removal finds nothing to remove.
 *
 * <p>Policies decide best one node at a time. A caller that asks for victims after each addition that takes the weight
 * over the capacity gets the choices, and so the hit ratio, that the literature gives for the policy; one that records
 * many additions first gets others.
 *
 * <p><b>Threads:</b> a plain single-threaded data structure. The caller holds one lock around every call.
 *
 * @param <N> the node type of the table that uses the policy
 */
public interface EvictionPolicy<N extends PolicyNode> {
    /** The node was read. Ignored when the policy does not know the node. */
    void recordRead(N node);

    /**
     * The node was added (the policy does not know it yet) or written again.
     *
     * @param weightDelta by how much the node's weight grew; the whole weight for a new node
     */
    void recordWrite(N node, int weightDelta);

    /** The node left the table for a reason other than {@link #takeVictims}. Ignored when the policy does not know it. */
    void recordRemoval(N node);

    /**
     * Names the nodes to remove next, the least worth keeping first, and forgets them. A caller that could not remove
     * a victim hands it back with {@link #recordWrite}.
     *
     * @param weightToFree victims are named until their weights add up to this much
     * @param max at most so many victims are named
     * @return the victims; fewer than asked for when the policy knows no more nodes that it may evict
     */
    List<N> takeVictims(long weightToFree, int max);

    /**
     * Whether reads mean anything to the policy by now. Asked after writes; until it is true, reads are not recorded, and
     * once it was, it stays so.
     */
    default boolean needsReads() {
        return true;
    }

    /** The sum of the weights of all nodes that the policy knows. */
    long weight();
}
