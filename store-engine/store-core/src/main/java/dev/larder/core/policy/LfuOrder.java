package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Least frequently used first, of equally frequent ones the least recently used. Counts never age.
 *
 * <p>Shah, Mitra and Matani, "An O(1) algorithm for implementing the LFU cache eviction scheme" (2010): a list of
 * frequencies in ascending order, each with the list of the links used so often, so that a use moves a link to the
 * neighbouring list and every step is O(1).
 *
 * <p>The newest node is passed over until it was used once more, as long as there is another: it has had no time to be used, and where all others
 * were used twice, each newcomer would otherwise evict the one before it and none would ever stay.
 */
final class LfuOrder<N extends PolicyNode> implements VictimOrder<N, ListLink<N>> {
    private @Nullable Frequency<N> lowest;
    private @Nullable ListLink<N> newest;

    @Override
    public ListLink<N> add(N node, int weight) {
        if (lowest == null || lowest.uses != 1) {
            lowest = insertFrequency(1, null, lowest);
        }
        ListLink<N> link = new ListLink<>(node, weight);
        lowest.addLast(link);
        newest = link;
        return link;
    }

    @Override
    public void read(ListLink<N> link) {
        if (link == newest) {
            newest = null;
        }
        Frequency<N> from = frequencyOf(link);
        Frequency<N> to = from.higher;
        boolean neighbourExists = to != null && to.uses == from.uses + 1;
        if (from.hasOneLink() && !neighbourExists) {
            from.uses++; // spares a hot node a new list for every read
            return;
        }
        if (to == null || !neighbourExists) {
            to = insertFrequency(from.uses + 1, from, to);
        }
        from.remove(link);
        to.addLast(link);
        removeIfEmpty(from);
    }

    @Override
    public void write(ListLink<N> link, int weightDelta) {
        frequencyOf(link).addWeight(link, weightDelta);
        read(link);
    }

    @Override
    public void remove(ListLink<N> link) {
        Frequency<N> frequency = frequencyOf(link);
        frequency.remove(link);
        removeIfEmpty(frequency);
        if (link == newest) {
            newest = null;
        }
    }

    @Override
    public @Nullable ListLink<N> first() {
        if (lowest == null) {
            return null;
        }
        ListLink<N> first = lowest.first();
        if (first == null || first != newest) {
            return first;
        }
        if (first.next != null) {
            return first.next;
        }
        return lowest.higher == null ? first : lowest.higher.first();
    }

    private static <N extends PolicyNode> Frequency<N> frequencyOf(ListLink<N> link) {
        return (Frequency<N>) Objects.requireNonNull(link.list);
    }

    private static <N extends PolicyNode> Frequency<N> insertFrequency(
            long uses, @Nullable Frequency<N> lower, @Nullable Frequency<N> higher) {
        Frequency<N> frequency = new Frequency<>(uses);
        frequency.lower = lower;
        frequency.higher = higher;
        if (lower != null) {
            lower.higher = frequency;
        }
        if (higher != null) {
            higher.lower = frequency;
        }
        return frequency;
    }

    private void removeIfEmpty(Frequency<N> frequency) {
        if (!frequency.isEmpty()) {
            return;
        }
        if (frequency.lower == null) {
            lowest = frequency.higher;
        } else {
            frequency.lower.higher = frequency.higher;
        }
        if (frequency.higher != null) {
            frequency.higher.lower = frequency.lower;
        }
    }

    /** The links used equally often, the least recently used first; never empty between calls. */
    private static final class Frequency<N extends PolicyNode> extends LinkList<N> {
        private long uses;
        private @Nullable Frequency<N> lower;
        private @Nullable Frequency<N> higher;

        private Frequency(long uses) {
            this.uses = uses;
        }
    }
}
