package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import org.jspecify.annotations.Nullable;

/** A doubly linked list through the links themselves, which knows the sum of their weights. Every step is O(1). */
class LinkList<N extends PolicyNode> {
    private @Nullable ListLink<N> first;
    private @Nullable ListLink<N> last;
    private long weight;

    @Nullable ListLink<N> first() {
        return first;
    }

    boolean isEmpty() {
        return first == null;
    }

    boolean hasOneLink() {
        return first != null && first == last;
    }

    long weight() {
        return weight;
    }

    /** Adds a link that is in no list before all others. */
    void addFirst(ListLink<N> link) {
        link.list = this;
        link.next = first;
        if (first == null) {
            last = link;
        } else {
            first.previous = link;
        }
        first = link;
        weight += link.weight;
    }

    /** Adds a link that is in no list. */
    void addLast(ListLink<N> link) {
        link.list = this;
        link.previous = last;
        if (last == null) {
            first = link;
        } else {
            last.next = link;
        }
        last = link;
        weight += link.weight;
    }

    /** Removes a link of this list. */
    void remove(ListLink<N> link) {
        ListLink<N> previous = link.previous;
        ListLink<N> next = link.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previous = previous;
        }
        link.list = null;
        link.previous = null;
        link.next = null;
        weight -= link.weight;
    }

    void moveToLast(ListLink<N> link) {
        if (link != last) {
            remove(link);
            addLast(link);
        }
    }

    /** Changes the weight of a link of this list. */
    void addWeight(ListLink<N> link, int delta) {
        link.weight += delta;
        weight += delta;
    }
}
