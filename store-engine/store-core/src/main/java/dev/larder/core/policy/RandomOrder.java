package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Any node, each with the same probability. Reads and writes change nothing. */
final class RandomOrder<N extends PolicyNode> implements VictimOrder<N, RandomOrder.IndexedLink<N>> {
    private final RandomGenerator random;
    private final List<IndexedLink<N>> links = new ArrayList<>();

    RandomOrder(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public IndexedLink<N> add(N node, int weight) {
        IndexedLink<N> link = new IndexedLink<>(node, weight, links.size());
        links.add(link);
        return link;
    }

    @Override
    public void read(IndexedLink<N> link) {}

    @Override
    public void write(IndexedLink<N> link, int weightDelta) {
        link.weight += weightDelta;
    }

    @Override
    public void remove(IndexedLink<N> link) {
        IndexedLink<N> last = links.remove(links.size() - 1);
        if (last != link) {
            links.set(link.index, last);
            last.index = link.index;
        }
    }

    @Override
    public @Nullable IndexedLink<N> first() {
        return links.isEmpty() ? null : links.get(random.nextInt(links.size()));
    }

    static final class IndexedLink<N extends PolicyNode> extends Link<N> {
        private int index;

        private IndexedLink(N node, int weight, int index) {
            super(node, weight);
            this.index = index;
        }
    }
}
