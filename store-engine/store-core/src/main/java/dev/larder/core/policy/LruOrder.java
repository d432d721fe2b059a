package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/** Least recently used first. */
final class LruOrder<N extends PolicyNode> implements VictimOrder<N, ListLink<N>> {
    private final LinkList<N> links = new LinkList<>();

    @Override
    public ListLink<N> add(N node, int weight) {
        ListLink<N> link = new ListLink<>(node, weight);
        links.addLast(link);
        return link;
    }

    @Override
    public void read(ListLink<N> link) {
        links.moveToLast(link);
    }

    @Override
    public void write(ListLink<N> link, int weightDelta) {
        links.addWeight(link, weightDelta);
        links.moveToLast(link);
    }

    @Override
    public void remove(ListLink<N> link) {
        links.remove(link);
    }

    @Override
    public @Nullable ListLink<N> first() {
        return links.first();
    }
}
