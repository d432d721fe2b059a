package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/**
 * Adaptive replacement: splits the capacity between nodes used once and nodes used more often, and learns the split.
 *
 * <p>Megiddo and Modha, "ARC: A Self-Tuning, Low Overhead Replacement Cache" (FAST 2003). T1 holds what was used once,
 * T2 what was used again, B1 and B2 the keys that were evicted from them lately. A new node whose key is in B1 shows
 * that T1 was too small, one whose key is in B2 that T2 was; the target {@code p} of T1 moves accordingly.
 *
 * <p>The paper counts pages and evicts before it inserts. Here sizes are sums of weights, {@code p} moves in units of
 * the returning node's weight, and a node is added before the caller asks for victims; so a victim is chosen as if the
 * newest node were not there yet. With weights of 1 and one victim for each new node, the choices are the paper's.
 *
 * <p>With {@code c} the capacity, |T1| + |B1| &lt;= c and |T1| + |T2| + |B1| + |B2| &lt;= 2c whenever |T1| + |T2| &lt;=
 * c; there are never more ghosts than that. Of an evicted node only its key is kept. Where something else than the
 * capacity limits what is held, {@code c} is the most that ever was.
 */
final class ArcOrder<N extends PolicyNode> implements VictimOrder<N, ListLink<N>> {
    private final long capacity;
    final LinkList<N> usedOnce = new LinkList<>(); // T1
    final LinkList<N> usedAgain = new LinkList<>(); // T2
    final GhostList onceGhosts = new GhostList(); // B1
    final GhostList againGhosts = new GhostList(); // B2
    long onceTarget; // p

    private @Nullable ListLink<N> newest;
    private boolean newestCameFromAgainGhosts;
    private long bound; // c

    ArcOrder(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public ListLink<N> add(N node, int weight) {
        ListLink<N> link = new ListLink<>(node, weight);
        boolean wasGhost = adaptTo(node.key());
        (wasGhost ? usedAgain : usedOnce).addLast(link);
        newest = link;
        raiseBound();
        dropGhosts();
        return link;
    }

    @Override
    public void read(ListLink<N> link) {
        if (link.list == usedAgain) {
            usedAgain.moveToLast(link);
            return;
        }
        usedOnce.remove(link);
        usedAgain.addLast(link);
        forgetNewest(link);
    }

    @Override
    public void write(ListLink<N> link, int weightDelta) {
        listOf(link).addWeight(link, weightDelta);
        read(link);
        raiseBound();
        dropGhosts();
    }

    @Override
    public void remove(ListLink<N> link) {
        listOf(link).remove(link);
        forgetNewest(link);
    }

    @Override
    public void evict(ListLink<N> link) {
        GhostList ghosts = link.list == usedAgain ? againGhosts : onceGhosts;
        remove(link);
        ghosts.add(link.node.key(), link.weight);
        dropGhosts();
    }

    /** The paper's REPLACE. */
    @Override
    public @Nullable ListLink<N> first() {
        ListLink<N> once = firstButNewest(usedOnce);
        ListLink<N> again = firstButNewest(usedAgain);
        if (once == null) {
            return again == null ? newest : again;
        }
        if (again == null) {
            return once;
        }
        long onceWeight = usedOnce.weight();
        if (newest != null && newest.list == usedOnce) {
            onceWeight -= newest.weight;
        }
        boolean overTarget = onceWeight > onceTarget || (newestCameFromAgainGhosts && onceWeight == onceTarget);
        return overTarget ? once : again;
    }

    /** Moves the target if the key is a ghost, which then is one no more, and returns whether it was. */
    private boolean adaptTo(Object key) {
        long onceGhostWeight = onceGhosts.weight();
        long againGhostWeight = againGhosts.weight();
        newestCameFromAgainGhosts = false;
        int weight = onceGhosts.remove(key);
        if (weight > 0) {
            onceTarget = Math.min(bound, onceTarget + step(weight, againGhostWeight, onceGhostWeight));
            return true;
        }
        weight = againGhosts.remove(key);
        if (weight > 0) {
            onceTarget = Math.max(0, onceTarget - step(weight, onceGhostWeight, againGhostWeight));
            newestCameFromAgainGhosts = true;
            return true;
        }
        return false;
    }

    /** How far one ghost moves the target: its weight, times how much the other list of ghosts outweighs its own. */
    private static long step(int weight, long otherGhostWeight, long ownGhostWeight) {
        return Math.max(weight, (long) (weight * ((double) otherGhostWeight / ownGhostWeight)));
    }

    private void raiseBound() {
        bound = Math.min(capacity, Math.max(bound, usedOnce.weight() + usedAgain.weight()));
    }

    /**
     * Drops the ghosts that are too many. Where T1 alone is over the capacity, its next victim leaves without a ghost,
     * as in the paper, and costs B2 nothing.
     */
    private void dropGhosts() {
        while (usedOnce.weight() + onceGhosts.weight() > bound && !onceGhosts.isEmpty()) {
            onceGhosts.removeEldest();
        }
        long onceWeight = Math.min(bound, usedOnce.weight() + onceGhosts.weight());
        while (onceWeight - bound + usedAgain.weight() + againGhosts.weight() > bound && !againGhosts.isEmpty()) {
            againGhosts.removeEldest();
        }
    }

    private LinkList<N> listOf(ListLink<N> link) {
        return link.list == usedAgain ? usedAgain : usedOnce;
    }

    private @Nullable ListLink<N> firstButNewest(LinkList<N> list) {
        ListLink<N> first = list.first();
        return first != null && first == newest ? first.next : first;
    }

    private void forgetNewest(ListLink<N> link) {
        if (link == newest) {
            newest = null;
            newestCameFromAgainGhosts = false;
        }
    }
}
