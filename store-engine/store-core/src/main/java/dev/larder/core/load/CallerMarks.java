package dev.larder.core.load;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The marks of loads that callers do on their own, any number for a key. They are held weakly: a caller whose load fails,
 * or who decides not to store what it found, need not say so.
 *
 * <p>Safe from any thread. The chain of a key is changed inside the map's atomic operations only.
 */
final class CallerMarks<K> {
    private final ConcurrentHashMap<K, Link<K>> byKey = new ConcurrentHashMap<>();
    private final ReferenceQueue<LoadMark> forgotten = new ReferenceQueue<>();

    /** One mark and those of the same key that began before. */
    private static final class Link<K> extends WeakReference<LoadMark> {
        final K key;

        @Nullable Link<K> next;

        Link(K key, LoadMark mark, ReferenceQueue<LoadMark> forgotten, @Nullable Link<K> next) {
            super(mark, forgotten);
            this.key = key;
            this.next = next;
        }
    }

    void add(K key, LoadMark mark) {
        dropForgotten();
        byKey.compute(key, (same, head) -> new Link<>(key, mark, forgotten, head));
    }

    void remove(K key, LoadMark mark) {
        byKey.computeIfPresent(key, (same, head) -> without(head, mark));
    }

    void invalidate(K key) {
        // Most of the time there is none, and looking costs less than removing.
        if (byKey.containsKey(key)) {
            for (Link<K> link = byKey.remove(key); link != null; link = link.next) {
                LoadMark mark = link.get();
                if (mark != null) {
                    mark.makeWorthless();
                }
            }
        }
    }

    void invalidateIf(Predicate<? super K> keys) {
        for (K key : byKey.keySet()) {
            if (keys.test(key)) {
                invalidate(key);
            }
        }
    }

    /** How many keys have marks, for tests. */
    int keyCount() {
        dropForgotten();
        return byKey.size();
    }

    @SuppressWarnings("unchecked") // only links are registered with the queue
    private void dropForgotten() {
        for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            byKey.computeIfPresent(((Link<K>) gone).key, (same, head) -> without(head, null));
        }
    }

    /** The chain without the given mark and without those that were forgotten; null if nothing is left. */
    private static <K> @Nullable Link<K> without(Link<K> head, @Nullable LoadMark unwanted) {
        Link<K> first = null;
        Link<K> last = null;
        for (Link<K> link = head; link != null; link = link.next) {
            if (!link.refersTo(null) && (unwanted == null || !link.refersTo(unwanted))) {
                if (last == null) {
                    first = link;
                } else {
                    last.next = link;
                }
                last = link;
            }
        }
        if (last != null) {
            last.next = null;
        }
        return first;
    }
}
