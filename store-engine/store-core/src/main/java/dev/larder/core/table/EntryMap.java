package dev.larder.core.table;

import dev.larder.core.table.Bins.Forward;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A hash map of entries that are its own nodes: between the table and the value there is one object, where a {@code
 * ConcurrentHashMap} of entries has two. Each entry may be added once, and never again after it was removed.
 *
 * <p>Safe from any thread. A lookup that finds its key takes no lock and writes nothing.
 */
/*
 * A bin is a chain, newest entry first. Adding is a compare-and-set of the bin's head, which succeeds only if nothing was
 * added since the chain was searched. Removing and replacing unlink an entry under one of 64 locks; the entry keeps its
 * own link, so that a reader who stands on it goes on. All entries of a bin have the same lock in tables of all sizes,
 * because the smallest has as many bins as there are locks.
 *
 * The table doubles piece by piece: whoever adds an entry while it grows moves some bins (Growth), so that no put waits
 * for the whole. Moving a bin swaps its head for the mark MOVING, relinks its entries into two chains of the larger
 * table, in their old order, and leaves a mark that leads there. Entries are relinked in place, since they are what
 * holders hold; a reader may thus be led from one chain into another, and miss. It can't find anything wrong (it compares
 * keys), and the order kept means that no circle ever forms. So only a reader that misses looks at the bin once more: no
 * mark of a move, then nothing was moved while it read, and the miss is one; else it reads again. Iterators check each
 * bin likewise.
 *
 * Keys that share a hash make long chains. From CHAIN_LIMIT on, a bin gets the permanent mark CROWDED as its head, and
 * what is added to it from then on goes to a ConcurrentHashMap, whose trees stand that. The mark closes the chain to
 * additions in one step, so no key is in both.
 *
 * After Doug Lea's ConcurrentHashMap (bins, marks that forward, doubling bin by bin). What differs: links are moved, not
 * copied, and the work of doubling is spread over additions. docs/design/0004 has the measurements.
 */
final class EntryMap<K, V> {
    private static final int CHAIN_LIMIT = 16;
    /** A chain of that length makes it worth while to look whether there are too many entries in all. */
    private static final int NOTABLE_CHAIN = 2;

    private final LongAdder count = new LongAdder();
    private volatile Entry<K, V>[] table = Bins.create(Bins.LOCKS);
    private volatile @Nullable Growth<K, V> growth;
    private volatile @Nullable ConcurrentHashMap<K, Entry<K, V>> crowd;

    // ---- reading ----

    /** The entry of a key, or null. */
    @Nullable Entry<K, V> get(K key) {
        int hash = Bins.spread(key.hashCode());
        Entry<K, V>[] bins = table;
        Entry<K, V> entry = Bins.head(bins, hash & (bins.length - 1));
        if (entry == null) {
            return null;
        }
        do {
            if (entry.hash() == hash && (entry.key == key || key.equals(entry.key))) {
                return entry;
            }
            entry = entry.next();
        } while (entry != null);
        return searchAgain(key, hash, bins);
    }

    /** After a miss: was it one? */
    private @Nullable Entry<K, V> searchAgain(K key, int hash, Entry<K, V>[] missedIn) {
        Entry<K, V>[] bins = missedIn;
        while (true) {
            Entry<K, V> head = Bins.head(bins, hash & (bins.length - 1));
            if (head instanceof Forward<K, V> moved) {
                bins = moved.target;
                Entry<K, V> found = Bins.search(key, hash, Bins.head(bins, hash & (bins.length - 1)));
                if (found != null) {
                    return found;
                }
            } else if (Bins.markOf(head) == Bins.MOVING) {
                Bins.awaitMove(hash);
            } else {
                return Bins.markOf(head) == Bins.CROWDED ? crowd().get(key) : null;
            }
        }
    }

    /** How many entries there are; exact when nobody adds or removes any. */
    long count() {
        return Math.max(0, count.sum());
    }

    /** All entries, weakly consistent: each that is there all the time is given once. */
    Iterator<Entry<K, V>> iterator() {
        return new Entries();
    }

    // ---- writing ----

    /** Adds an entry unless its key has one; returns the one it has, or null if the entry was added. */
    @Nullable Entry<K, V> putIfAbsent(Entry<K, V> entry) {
        K key = entry.key();
        int hash = Bins.spread(key.hashCode());
        entry.setHash(hash);
        Entry<K, V>[] bins = table;
        while (true) {
            int index = hash & (bins.length - 1);
            Entry<K, V> head = Bins.head(bins, index);
            if (head instanceof Forward<K, V> moved) {
                bins = moved.target;
                continue;
            }
            int length = 0;
            for (Entry<K, V> found = head; found != null; found = found.next()) {
                if (found.hash() == hash && key.equals(found.key)) {
                    return found;
                }
                length++;
            }
            int mark = Bins.markOf(head);
            if (mark == Bins.MOVING) {
                Bins.awaitMove(hash);
            } else if (mark == Bins.CROWDED) {
                return addToCrowd(key, entry);
            } else if (length >= CHAIN_LIMIT) {
                Entry<K, V> crowded = new Entry<>(Bins.CROWDED);
                crowded.setNext(head);
                Bins.swapHead(bins, index, head, crowded);
            } else {
                entry.setNext(head);
                if (Bins.swapHead(bins, index, head, entry)) {
                    count.increment();
                    grow(bins, length);
                    return null;
                }
            }
        }
    }

    /** Removes an entry; returns whether it was there. */
    boolean remove(Entry<K, V> entry) {
        boolean removed = unlink(entry, null);
        if (removed) {
            count.decrement();
        }
        return removed;
    }

    /** Puts another entry of the same key into an entry's place; returns whether that was there. */
    boolean replace(Entry<K, V> entry, Entry<K, V> successor) {
        successor.setHash(entry.hash());
        return unlink(entry, successor);
    }

    private boolean unlink(Entry<K, V> entry, @Nullable Entry<K, V> successor) {
        int hash = entry.hash();
        synchronized (Bins.lockOf(hash)) {
            Entry<K, V>[] bins = table;
            while (true) {
                int index = hash & (bins.length - 1);
                Entry<K, V> head = Bins.head(bins, index);
                if (head instanceof Forward<K, V> moved) {
                    bins = moved.target;
                } else if (head != entry) {
                    return unlinkAfter(head, entry, successor)
                            || (Bins.markOf(head) == Bins.CROWDED && removeFromCrowd(entry, successor));
                } else if (Bins.swapHead(bins, index, entry, linkInPlace(entry, successor))) {
                    return true;
                }
            }
        }
    }

    private static <K, V> boolean unlinkAfter(
            @Nullable Entry<K, V> head, Entry<K, V> entry, @Nullable Entry<K, V> successor) {
        for (Entry<K, V> before = head; before != null; before = before.next()) {
            if (before.next() == entry) {
                before.setNext(linkInPlace(entry, successor));
                return true;
            }
        }
        return false;
    }

    /** What comes to stand where an entry is unlinked. */
    private static <K, V> @Nullable Entry<K, V> linkInPlace(Entry<K, V> entry, @Nullable Entry<K, V> successor) {
        if (successor == null) {
            return entry.next();
        }
        successor.setNext(entry.next());
        return successor;
    }

    // ---- growing ----

    /** After an addition to a chain of that length: begins to grow if there are too many, moves bins while it grows. */
    private void grow(Entry<K, V>[] bins, int length) {
        Growth<K, V> current = growth;
        if (current == null && length >= NOTABLE_CHAIN && count.sum() > bins.length / 4 * 3L) {
            current = beginGrowth(bins);
        }
        if (current != null) {
            moveSome(current);
        }
    }

    private synchronized @Nullable Growth<K, V> beginGrowth(Entry<K, V>[] full) {
        if (growth == null && table == full && full.length < Bins.MOST_BINS) {
            try {
                growth = new Growth<>(full);
            } catch (OutOfMemoryError tooLarge) {
                // The entry is in, and everything goes on with longer chains; a later addition tries again.
                return null;
            }
        }
        return growth;
    }

    private void moveSome(Growth<K, V> current) {
        if (current.moveSome()) {
            table = current.target();
            growth = null;
        }
    }

    boolean isGrowing() {
        return growth != null;
    }

    /** Begins to grow without need, for tests. */
    void beginGrowth() {
        beginGrowth(table);
    }

    /** Moves what bins are left to move, so that lookups need no second step. */
    void finishGrowth() {
        Growth<K, V> current = growth;
        while (current != null && current.hasMore()) {
            moveSome(current);
        }
    }

    // ---- keys that share a hash ----

    private @Nullable Entry<K, V> addToCrowd(K key, Entry<K, V> entry) {
        entry.setNext(null);
        Entry<K, V> found = crowd().putIfAbsent(key, entry);
        if (found == null) {
            count.increment();
        }
        return found;
    }

    private boolean removeFromCrowd(Entry<K, V> entry, @Nullable Entry<K, V> successor) {
        ConcurrentHashMap<K, Entry<K, V>> others = crowd();
        if (successor != null) {
            return others.replace(entry.key(), entry, successor);
        }
        // By identity if need be: a key whose hash code changed is not found any more where it was put.
        return others.remove(entry.key(), entry) || others.values().removeIf(candidate -> candidate == entry);
    }

    private ConcurrentHashMap<K, Entry<K, V>> crowd() {
        ConcurrentHashMap<K, Entry<K, V>> others = crowd;
        return others != null ? others : makeCrowd();
    }

    private synchronized ConcurrentHashMap<K, Entry<K, V>> makeCrowd() {
        ConcurrentHashMap<K, Entry<K, V>> others = crowd;
        if (others == null) {
            others = new ConcurrentHashMap<>();
            crowd = others;
        }
        return others;
    }

    /** Takes one bin after the other, then the crowd. */
    private final class Entries implements Iterator<Entry<K, V>> {
        private final Entry<K, V>[] bins = table;
        private final List<Entry<K, V>> found = new ArrayList<>();
        private @Nullable Iterator<Entry<K, V>> crowded;
        private int nextBin;
        private int nextFound;

        @Override
        public boolean hasNext() {
            while (nextFound == found.size() && nextBin < bins.length) {
                found.clear();
                nextFound = 0;
                Bins.collect(bins, nextBin++, found);
            }
            return nextFound < found.size() || crowded().hasNext();
        }

        @Override
        public Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return nextFound < found.size() ? found.get(nextFound++) : crowded().next();
        }

        private Iterator<Entry<K, V>> crowded() {
            if (crowded == null) {
                ConcurrentHashMap<K, Entry<K, V>> others = crowd;
                crowded = others == null
                        ? Collections.emptyIterator()
                        : others.values().iterator();
            }
            return crowded;
        }
    }
}
