package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/**
 * Another order, restricted to nodes that have a deadline. The others are parked: their weight counts, but they are
 * never named.
 *
 * <p>A node that gets a deadline enters the inner order as a new one does, and its former uses do not count: an order
 * that takes in a node in the middle would not be O(1).
 */
final class VolatileOrder<N extends PolicyNode> implements VictimOrder<N, Link<N>> {
    private final VictimOrder<N, ListLink<N>> inner;

    VolatileOrder(VictimOrder<N, ListLink<N>> inner) {
        this.inner = inner;
    }

    @Override
    public Link<N> add(N node, int weight) {
        return hasDeadline(node) ? inner.add(node, weight) : new Link<>(node, weight);
    }

    @Override
    public void read(Link<N> link) {
        if (link instanceof ListLink<N> listLink) {
            if (hasDeadline(link.node)) {
                inner.read(listLink);
            } else {
                park(listLink);
            }
        } else {
            unparkIfVolatile(link);
        }
    }

    @Override
    public void write(Link<N> link, int weightDelta) {
        if (link instanceof ListLink<N> listLink) {
            inner.write(listLink, weightDelta);
            if (!hasDeadline(link.node)) {
                park(listLink);
            }
        } else {
            link.weight += weightDelta;
            unparkIfVolatile(link);
        }
    }

    @Override
    public void remove(Link<N> link) {
        if (link instanceof ListLink<N> listLink) {
            inner.remove(listLink);
        }
    }

    @Override
    public void evict(Link<N> link) {
        if (link instanceof ListLink<N> listLink) {
            inner.evict(listLink);
        }
    }

    @Override
    public @Nullable Link<N> first() {
        ListLink<N> first = inner.first();
        while (first != null && !hasDeadline(first.node)) {
            park(first); // lost its deadline in a write that was not recorded yet
            first = inner.first();
        }
        return first;
    }

    private void park(ListLink<N> link) {
        inner.remove(link);
        link.node.setPolicyLink(new Link<>(link.node, link.weight));
    }

    private void unparkIfVolatile(Link<N> link) {
        if (hasDeadline(link.node)) {
            link.node.setPolicyLink(inner.add(link.node, link.weight));
        }
    }

    private static boolean hasDeadline(PolicyNode node) {
        return node.expiresAtMillis() != PolicyNode.NEVER;
    }
}
