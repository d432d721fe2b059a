package dev.larder.copy;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * A bounded set of Fory instances, each lent to one thread at a time.
 *
 * <p>A Fory weighs 60 kB and takes a millisecond to build, so there is not one for every thread, let alone for every
 * virtual thread. A thread looks first into the slot that its id picks, which is a single atomic exchange in the common
 * case, then into all others. Only if every Fory is lent out is another one built; those beyond the bound are dropped
 * after use. Nobody ever waits: a copy runs {@code hashCode} and {@code equals} of the application's keys, which may
 * copy in turn while their thread still holds a Fory, and a wait could then be for oneself.
 */
final class ForyPool {
    private static final int SLOT_COUNT = Integer.highestOneBit(
            Math.min(64, Math.max(4, 4 * Runtime.getRuntime().availableProcessors())));

    private final AtomicReferenceArray<ForyGraphCopier.Cell> slots = new AtomicReferenceArray<>(SLOT_COUNT);
    private final Supplier<ForyGraphCopier.Cell> builder;

    ForyPool(Supplier<ForyGraphCopier.Cell> builder) {
        this.builder = builder;
    }

    ForyGraphCopier.Cell acquire() {
        int home = home();
        ForyGraphCopier.Cell cell = slots.getAndSet(home, null);
        return cell != null ? cell : acquireElsewhere(home);
    }

    private ForyGraphCopier.Cell acquireElsewhere(int home) {
        for (int i = 1; i < SLOT_COUNT; i++) {
            int slot = (home + i) & (SLOT_COUNT - 1);
            // Reading first keeps the cache lines of slots in use where they are.
            if (slots.getPlain(slot) != null) {
                ForyGraphCopier.Cell cell = slots.getAndSet(slot, null);
                if (cell != null) {
                    return cell;
                }
            }
        }
        return builder.get();
    }

    void release(ForyGraphCopier.Cell cell) {
        int home = home();
        for (int i = 0; i < SLOT_COUNT; i++) {
            int slot = (home + i) & (SLOT_COUNT - 1);
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, cell)) {
                return;
            }
        }
    }

    /** Consecutive thread ids go to different slots. */
    private static int home() {
        return (int) Thread.currentThread().getId() & (SLOT_COUNT - 1);
    }
}
