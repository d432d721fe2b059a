package dev.larder.core.table;

import dev.larder.core.table.Bins.Forward;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The move of an {@link EntryMap}'s entries from one table to another twice its size, a few bins at a time.
 *
 * <p>Safe from any thread; several may move bins at once.
 */
final class Growth<K, V> {
    /** Who helps moves a 256th of the bins, within limits: growing is soon over, and nobody is held up for long. */
    private static final int STEPS = 256;

    private static final int LEAST_BINS = 16;
    private static final int MOST_BINS = 4096;

    private final Entry<K, V>[] source;
    private final Forward<K, V> forward;
    private final Entry<K, V> moving = new Entry<>(Bins.MOVING);
    private final AtomicInteger claimedBins = new AtomicInteger();
    private final AtomicInteger movedBins = new AtomicInteger();

    Growth(Entry<K, V>[] source) {
        this.source = source;
        forward = new Forward<>(Bins.create(source.length * 2));
    }

    Entry<K, V>[] target() {
        return forward.target;
    }

    /** Whether bins are left that nobody has begun to move. */
    boolean hasMore() {
        return claimedBins.get() < source.length;
    }

    /** Moves some bins; returns whether these were the last. */
    boolean moveSome() {
        int begin = claimedBins.get();
        int share = Math.min(source.length, Math.max(LEAST_BINS, Math.min(MOST_BINS, source.length / STEPS)));
        if (begin >= source.length || !claimedBins.compareAndSet(begin, begin + share)) {
            return false;
        }
        for (int index = begin; index < begin + share; index++) {
            move(index);
        }
        return movedBins.addAndGet(share) == source.length;
    }

    private void move(int index) {
        synchronized (Bins.lockOf(index)) {
            Entry<K, V> head;
            Entry<K, V> secondMark;
            do {
                head = Bins.head(source, index);
                // Made before the bin is closed: nothing that can fail happens until it is open again.
                secondMark = Bins.markOf(head) == Bins.CROWDED ? new Entry<>(Bins.CROWDED) : null;
            } while (!Bins.swapHead(source, index, head, moving));
            split(head, secondMark, index);
            Bins.setHead(source, index, forward);
        }
    }

    /** Relinks the entries of a bin into two chains, by one bit of their hash. A crowded bin makes two crowded ones. */
    private void split(@Nullable Entry<K, V> head, @Nullable Entry<K, V> secondMark, int index) {
        int bit = source.length;
        Entry<K, V> lowFirst = secondMark == null ? null : head;
        Entry<K, V> lowLast = lowFirst;
        Entry<K, V> highFirst = secondMark;
        Entry<K, V> highLast = secondMark;
        Entry<K, V> next = lowFirst == null ? head : lowFirst.next();
        while (next != null) {
            Entry<K, V> entry = next;
            next = entry.next();
            if ((entry.hash() & bit) == 0) {
                link(lowLast, entry);
                lowFirst = lowFirst == null ? entry : lowFirst;
                lowLast = entry;
            } else {
                link(highLast, entry);
                highFirst = highFirst == null ? entry : highFirst;
                highLast = entry;
            }
        }
        link(lowLast, null);
        link(highLast, null);
        Bins.setHead(forward.target, index, lowFirst);
        Bins.setHead(forward.target, index + bit, highFirst);
    }

    /** Writes only where the chain changes: half of the links stay as they are. */
    private static <K, V> void link(@Nullable Entry<K, V> last, @Nullable Entry<K, V> follower) {
        if (last != null && last.next() != follower) {
            last.setNext(follower);
        }
    }
}
