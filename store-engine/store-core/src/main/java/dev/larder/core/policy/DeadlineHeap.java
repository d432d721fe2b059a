package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A heap of links by deadline, in which each link knows its place, so that any of them can be moved or removed in
 * O(log n).
 *
 * <p>Four children per parent and the deadlines in an array of their own: half the levels of a binary heap, and a
 * parent's children compare without touching a link.
 */
final class DeadlineHeap<N extends PolicyNode> {
    private static final int CHILDREN = 4;
    private static final int INITIAL_LENGTH = 16;

    private long[] deadlinesMillis = new long[INITIAL_LENGTH];
    private @Nullable HeapLink<N>[] links = newLinks(INITIAL_LENGTH);
    private int count;

    /** The link with the nearest deadline, or null. */
    @Nullable HeapLink<N> first() {
        return links[0];
    }

    void add(HeapLink<N> link, long deadlineMillis) {
        if (count == links.length) {
            int length = count + (count >> 1);
            deadlinesMillis = Arrays.copyOf(deadlinesMillis, length);
            links = Arrays.copyOf(links, length);
        }
        siftUp(count++, link, deadlineMillis);
    }

    long deadlineMillis(HeapLink<N> link) {
        return deadlinesMillis[link.heapIndex];
    }

    void move(HeapLink<N> link, long deadlineMillis) {
        long formerMillis = deadlinesMillis[link.heapIndex];
        if (deadlineMillis < formerMillis) {
            siftUp(link.heapIndex, link, deadlineMillis);
        } else if (deadlineMillis > formerMillis) {
            siftDown(link.heapIndex, link, deadlineMillis);
        }
    }

    void remove(HeapLink<N> link) {
        int hole = link.heapIndex;
        count--;
        HeapLink<N> last = links[count];
        long lastMillis = deadlinesMillis[count];
        links[count] = null;
        if (last == null || last == link) {
            return;
        }
        if (lastMillis < deadlinesMillis[hole]) {
            siftUp(hole, last, lastMillis);
        } else {
            siftDown(hole, last, lastMillis);
        }
    }

    private void siftUp(int start, HeapLink<N> link, long deadlineMillis) {
        int hole = start;
        while (hole > 0) {
            int parent = (hole - 1) / CHILDREN;
            if (deadlinesMillis[parent] <= deadlineMillis) {
                break;
            }
            put(hole, links[parent], deadlinesMillis[parent]);
            hole = parent;
        }
        put(hole, link, deadlineMillis);
    }

    private void siftDown(int start, HeapLink<N> link, long deadlineMillis) {
        int hole = start;
        while (true) {
            int child = nearestChild(hole);
            if (child < 0 || deadlinesMillis[child] >= deadlineMillis) {
                break;
            }
            put(hole, links[child], deadlinesMillis[child]);
            hole = child;
        }
        put(hole, link, deadlineMillis);
    }

    /** The child with the nearest deadline, or -1. */
    private int nearestChild(int parent) {
        long firstChild = (long) parent * CHILDREN + 1;
        if (firstChild >= count) {
            return -1;
        }
        int nearest = (int) firstChild;
        int end = (int) Math.min(firstChild + CHILDREN, count);
        for (int child = nearest + 1; child < end; child++) {
            if (deadlinesMillis[child] < deadlinesMillis[nearest]) {
                nearest = child;
            }
        }
        return nearest;
    }

    private void put(int index, @Nullable HeapLink<N> link, long deadlineMillis) {
        links[index] = link;
        deadlinesMillis[index] = deadlineMillis;
        if (link != null) {
            link.heapIndex = index;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type arguments
    private static <N extends PolicyNode> @Nullable HeapLink<N>[] newLinks(int length) {
        return new HeapLink[length];
    }

    /** A {@link Link} that is an element of a {@link DeadlineHeap}. */
    static final class HeapLink<N extends PolicyNode> extends Link<N> {
        private int heapIndex;

        HeapLink(N node, int weight) {
            super(node, weight);
        }
    }
}
