package dev.larder.core.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bins of an {@link EntryMap}'s table, each a chain of entries that may begin with a mark.
 *
 * <p>Safe from any thread, as {@link EntryMap} says.
 */
final class Bins {
    /** A mark: the bin's entries are being moved to another table, by whoever holds its lock. */
    static final int MOVING = -1;
    /** A {@link Forward}: the bin's entries are in another table. */
    static final int MOVED = -2;
    /** A mark: nothing is added to the chain behind it any more. */
    static final int CROWDED = -3;

    /** How many locks there are, and so the least number of bins. */
    static final int LOCKS = 64;

    static final int MOST_BINS = 1 << 30;

    private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(Entry[].class);
    /** Shared by all maps: each is held for a few steps that wait for nothing, and never two at once. */
    private static final Object[] BIN_LOCKS = new Object[LOCKS];

    static {
        for (int i = 0; i < LOCKS; i++) {
            BIN_LOCKS[i] = new Object();
        }
    }

    private Bins() {}

    /** The mark of a bin whose entries are in another table. */
    static final class Forward<K, V> extends Entry<K, V> {
        final Entry<K, V>[] target;

        Forward(Entry<K, V>[] target) {
            super(MOVED);
            this.target = target;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static <K, V> Entry<K, V>[] create(int count) {
        return new Entry[count];
    }

    /** Lets the upper half of a hash code count, as the bin is taken from the lower; never below 0. */
    static int spread(int hashCode) {
        return (hashCode ^ (hashCode >>> 16)) & Integer.MAX_VALUE;
    }

    /** The first of a bin's chain, which may be a mark. */
    @SuppressWarnings("unchecked")
    static <K, V> @Nullable Entry<K, V> head(Entry<K, V>[] bins, int index) {
        return (Entry<K, V>) (Entry<?, ?>) BIN.getAcquire(bins, index);
    }

    static <K, V> boolean swapHead(
            Entry<K, V>[] bins, int index, @Nullable Entry<K, V> expected, @Nullable Entry<K, V> head) {
        return BIN.compareAndSet(bins, index, expected, head);
    }

    static <K, V> void setHead(Entry<K, V>[] bins, int index, @Nullable Entry<K, V> head) {
        BIN.setRelease(bins, index, head);
    }

    /** The mark at the head of a chain, or 0. */
    static int markOf(@Nullable Entry<?, ?> head) {
        return head == null ? 0 : Math.min(head.hash(), 0);
    }

    static <K, V> @Nullable Entry<K, V> search(K key, int hash, @Nullable Entry<K, V> head) {
        for (Entry<K, V> entry = head; entry != null; entry = entry.next()) {
            if (entry.hash() == hash && (entry.key == key || key.equals(entry.key))) {
                return entry;
            }
        }
        return null;
    }

    /** Adds the entries of a bin to a list, wherever they are by now. */
    static <K, V> void collect(Entry<K, V>[] bins, int index, List<Entry<K, V>> found) {
        int before = found.size();
        while (true) {
            Entry<K, V> head = head(bins, index);
            if (head instanceof Forward<K, V> moved) {
                collect(moved.target, index, found);
                collect(moved.target, index + bins.length, found);
                return;
            }
            for (Entry<K, V> entry = head; entry != null; entry = entry.next()) {
                if (entry.hash() >= 0) {
                    found.add(entry);
                }
            }
            int mark = markOf(head(bins, index));
            if (mark == 0 || mark == CROWDED) {
                return;
            }
            found.subList(before, found.size()).clear();
            awaitMove(index);
        }
    }

    /** The monitor under which a bin's entries are unlinked and moved. */
    static Object lockOf(int hash) {
        return BIN_LOCKS[hash & (LOCKS - 1)];
    }

    /** Waits until a bin is no longer {@link #MOVING}. */
    @SuppressWarnings("EmptyBlock") // nothing to do while it is held
    static void awaitMove(int hash) {
        synchronized (lockOf(hash)) {
        }
    }
}
