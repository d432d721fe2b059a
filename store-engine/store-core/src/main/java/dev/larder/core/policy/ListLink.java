package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/** A {@link Link} that is an element of a {@link LinkList}: 32 bytes with compressed references. */
final class ListLink<N extends PolicyNode> extends Link<N> {
    /** The list that holds this link, or null. */
    @Nullable LinkList<N> list;

    @Nullable ListLink<N> previous;

    @Nullable ListLink<N> next;

    ListLink(N node, int weight) {
        super(node, weight);
    }
}
