package dev.larder.core.policy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A small ring of reads, lossy on purpose: when it is full, or two threads want the same slot, a read is dropped. Losing
 * some costs the policy little; waiting would cost every reader.
 *
 * <p>{@link #offer} is safe from any thread; {@link #drain} has one caller at a time.
 */
final class ReadRing<N> {
    private static final int SIZE = 64;

    private final AtomicReferenceArray<@Nullable N> slots = new AtomicReferenceArray<>(SIZE);
    private final AtomicInteger written = new AtomicInteger();
    private volatile int drained;

    /** Returns false if the ring is full and should be drained; the read is then in it or dropped. */
    boolean offer(N node) {
        int position = written.get();
        if (position - drained >= SIZE) {
            return false;
        }
        if (written.weakCompareAndSetVolatile(position, position + 1)) {
            slots.setRelease(position & (SIZE - 1), node);
        }
        return position + 1 - drained < SIZE;
    }

    boolean isFull() {
        return written.get() - drained >= SIZE;
    }

    void drain(Consumer<N> sink) {
        int end = written.get();
        for (int position = drained; position != end; position++) {
            N node = slots.getAcquire(position & (SIZE - 1));
            if (node != null) {
                // Nothing that was read stays reachable from here. A read that comes in between is dropped.
                slots.setRelease(position & (SIZE - 1), null);
                sink.accept(node);
            }
        }
        drained = end;
    }
}
