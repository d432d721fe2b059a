package dev.larder.core.policy;

import dev.larder.core.policy.DeadlineHeap.HeapLink;
import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/**
 * Nearest deadline first, then the nodes without a deadline, of these the least recently used first.
 *
 * <p>A node's deadline changes without the order's knowledge. The order catches up whenever a use of the node is
 * recorded, and looks again before it names a victim; so a victim's deadline is live, but a node whose deadline was
 * brought forward is found early only once that write was recorded.
 */
final class NearestExpiryOrder<N extends PolicyNode> implements VictimOrder<N, Link<N>> {
    private final DeadlineHeap<N> dated = new DeadlineHeap<>();
    private final LinkList<N> undated = new LinkList<>();

    @Override
    public Link<N> add(N node, int weight) {
        long deadlineMillis = node.expiresAtMillis();
        if (deadlineMillis == PolicyNode.NEVER) {
            ListLink<N> link = new ListLink<>(node, weight);
            undated.addLast(link);
            return link;
        }
        HeapLink<N> link = new HeapLink<>(node, weight);
        dated.add(link, deadlineMillis);
        return link;
    }

    @Override
    public void read(Link<N> link) {
        long deadlineMillis = link.node.expiresAtMillis();
        if (link instanceof HeapLink<N> heapLink) {
            place(heapLink, deadlineMillis);
        } else if (deadlineMillis == PolicyNode.NEVER) {
            undated.moveToLast((ListLink<N>) link);
        } else {
            relink(link);
        }
    }

    @Override
    public void write(Link<N> link, int weightDelta) {
        if (link instanceof ListLink<N> listLink) {
            undated.addWeight(listLink, weightDelta);
        } else {
            link.weight += weightDelta;
        }
        read(link);
    }

    @Override
    public void remove(Link<N> link) {
        if (link instanceof HeapLink<N> heapLink) {
            dated.remove(heapLink);
        } else {
            undated.remove((ListLink<N>) link);
        }
    }

    @Override
    public @Nullable Link<N> first() {
        while (true) {
            HeapLink<N> nearest = dated.first();
            if (nearest == null) {
                return undated.first();
            }
            long deadlineMillis = nearest.node.expiresAtMillis();
            if (deadlineMillis <= dated.deadlineMillis(nearest)) {
                return nearest;
            }
            place(nearest, deadlineMillis); // each turn settles a change that was not recorded yet
        }
    }

    private void place(HeapLink<N> link, long deadlineMillis) {
        if (deadlineMillis == PolicyNode.NEVER) {
            relink(link);
        } else {
            dated.move(link, deadlineMillis);
        }
    }

    /** Gives a node, which got or lost its deadline, the other kind of link. */
    private void relink(Link<N> link) {
        remove(link);
        link.node.setPolicyLink(add(link.node, link.weight));
    }
}
