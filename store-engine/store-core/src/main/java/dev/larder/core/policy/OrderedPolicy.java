package dev.larder.core.policy;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.PolicyNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An eviction policy made of a {@link VictimOrder}. A node is known exactly while its slot holds a link.
 *
 * <p><b>Threads:</b> single-threaded; the caller holds one lock around every call.
 */
final class OrderedPolicy<N extends PolicyNode, L extends Link<N>> implements EvictionPolicy<N> {
    private final VictimOrder<N, L> order;
    private long weight;

    OrderedPolicy(VictimOrder<N, L> order) {
        this.order = order;
    }

    @Override
    public void recordRead(N node) {
        L link = linkOf(node);
        if (link != null) {
            order.read(link);
        }
    }

    @Override
    public void recordWrite(N node, int weightDelta) {
        weight += weightDelta;
        L link = linkOf(node);
        if (link == null) {
            node.setPolicyLink(order.add(node, weightDelta));
        } else {
            order.write(link, weightDelta);
        }
    }

    @Override
    public void recordRemoval(N node) {
        L link = linkOf(node);
        if (link != null) {
            order.remove(link);
            forget(link);
        }
    }

    @Override
    public List<N> takeVictims(long weightToFree, int max) {
        // One is what a write asks for that finds no room.
        List<N> victims = new ArrayList<>(1);
        long weightNamed = 0;
        while (weightNamed < weightToFree && victims.size() < max) {
            L victim = order.first();
            if (victim == null) {
                break;
            }
            order.evict(victim);
            forget(victim);
            victims.add(victim.node);
            weightNamed += victim.weight;
        }
        return victims;
    }

    @Override
    public boolean needsReads() {
        return order.needsReads();
    }

    @Override
    public long weight() {
        return weight;
    }

    private void forget(L link) {
        weight -= link.weight;
        link.node.setPolicyLink(null);
    }

    @SuppressWarnings("unchecked") // the slot belongs to this policy, and the order stores nothing but its own links
    private @Nullable L linkOf(N node) {
        return (L) node.policyLink();
    }
}
