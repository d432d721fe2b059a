package dev.larder.store.spi;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of things that are costly to make and serve one thread at a time, such as compressors.
 *
 * <p>There is not one for every thread, let alone for every virtual thread. A thread looks first into the slot that its id
 * picks, which is a single atomic exchange in the common case, then into all others. Only if everything is lent out is
 * another one made; those beyond the bound are dropped after use. Nobody ever waits: who holds one may need another, and a
 * wait could then be for oneself.
 *
 * <p><b>Threads:</b> any.
 */
public final class LendingPool<T> {
    private static final int SLOT_COUNT = Integer.highestOneBit(
            Math.min(64, Math.max(4, 4 * Runtime.getRuntime().availableProcessors())));

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOT_COUNT);
    private final Supplier<? extends T> maker;

    /** An empty pool; the supplier is called by any thread, and at once by several. */
    public LendingPool(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** Lends one, which is the caller's alone until it is released. One that may be damaged is just not released. */
    public T acquire() {
        int home = home();
        T free = slots.getAndSet(home, null);
        return free != null ? free : acquireElsewhere(home);
    }

    private T acquireElsewhere(int home) {
        for (int i = 1; i < SLOT_COUNT; i++) {
            int slot = (home + i) & (SLOT_COUNT - 1);
            // Reading first keeps the cache lines of slots in use where they are.
            if (slots.getPlain(slot) != null) {
                T free = slots.getAndSet(slot, null);
                if (free != null) {
                    return free;
                }
            }
        }
        return maker.get();
    }

    /**
     * Gives back what was lent.
     *
     * @return whether it was kept; if not, there are enough, and the caller frees what it holds
     */
    public boolean release(T lent) {
        int home = home();
        for (int i = 0; i < SLOT_COUNT; i++) {
            int slot = (home + i) & (SLOT_COUNT - 1);
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, lent)) {
                return true;
            }
        }
        return false;
    }

    /** Consecutive thread ids go to different slots. */
    private static int home() {
        return (int) Thread.currentThread().getId() & (SLOT_COUNT - 1);
    }
}
