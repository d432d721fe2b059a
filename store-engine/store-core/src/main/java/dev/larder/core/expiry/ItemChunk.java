package dev.larder.core.expiry;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Items with their deadlines in two arrays, and the next chunk of the same slot. A slot is a chain of chunks that is
 * filled and emptied at its head: growing copies nothing, and a chunk is garbage as soon as it is empty.
 *
 * <p>Chunks double from 4 items, so that a slot of few items stays small, to 512, so that one of many wastes little.
 */
final class ItemChunk<E> {
    private static final int FIRST_LENGTH = 4;
    private static final int MAX_LENGTH = 512;

    private final @Nullable Object[] items;
    private final long[] deadlinesMillis;
    private @Nullable ItemChunk<E> next;
    private int count;

    private ItemChunk(int length, @Nullable ItemChunk<E> next) {
        this.items = new Object[length];
        this.deadlinesMillis = new long[length];
        this.next = next;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type arguments
    static <E> @Nullable ItemChunk<E>[] newArray(int length) {
        return new ItemChunk[length];
    }

    /** Adds an item to a chain, which may be empty, and returns the chain. */
    static <E> ItemChunk<E> add(@Nullable ItemChunk<E> head, E item, long deadlineMillis) {
        ItemChunk<E> chunk = head;
        if (chunk == null) {
            chunk = new ItemChunk<>(FIRST_LENGTH, null);
        } else if (chunk.count == chunk.items.length) {
            chunk = new ItemChunk<>(Math.min(MAX_LENGTH, 2 * chunk.count), chunk);
        }
        chunk.put(chunk.count++, item, deadlineMillis);
        return chunk;
    }

    /** Removes items from a chain, which may be empty, and returns what is left of it. */
    static <E> @Nullable ItemChunk<E> removeIf(@Nullable ItemChunk<E> head, Predicate<? super E> useless) {
        ItemChunk<E> kept = null;
        ItemChunk<E> lastKept = null;
        for (ItemChunk<E> chunk = head; chunk != null; chunk = chunk.next) {
            chunk.removeIf(useless);
            if (chunk.count == 0) {
                continue;
            }
            if (lastKept == null) {
                kept = chunk;
            } else {
                lastKept.next = chunk;
            }
            lastKept = chunk;
        }
        if (lastKept != null) {
            lastKept.next = null;
        }
        return kept;
    }

    boolean isEmpty() {
        return count == 0;
    }

    @Nullable ItemChunk<E> next() {
        return next;
    }

    long lastDeadlineMillis() {
        return deadlinesMillis[count - 1];
    }

    E removeLast() {
        E last = item(--count);
        items[count] = null;
        return last;
    }

    private void removeIf(Predicate<? super E> useless) {
        int keptCount = 0;
        for (int i = 0; i < count; i++) {
            E item = item(i);
            if (!useless.test(item)) {
                put(keptCount++, item, deadlinesMillis[i]);
            }
        }
        while (count > keptCount) {
            items[--count] = null;
        }
    }

    private void put(int index, E item, long deadlineMillis) {
        items[index] = item;
        deadlinesMillis[index] = deadlineMillis;
    }

    @SuppressWarnings("unchecked") // only items are put in, and only places below count are asked for
    private E item(int index) {
        return (E) Objects.requireNonNull(items[index]);
    }
}
