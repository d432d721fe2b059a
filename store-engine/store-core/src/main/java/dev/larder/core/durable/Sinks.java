package dev.larder.core.durable;

import dev.larder.store.spi.ByteSink;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Sinks to encode in, used again and again. Not one for each thread: there may be a million virtual ones. Safe from any
 * thread.
 */
final class Sinks {
    private static final int SLOTS = 32;
    /** A sink that grew longer for one large value is not kept. */
    private static final int LONGEST_KEPT_BYTES = 1 << 20;

    private final AtomicReferenceArray<@Nullable ByteSink> free = new AtomicReferenceArray<>(SLOTS);

    /** An empty sink, the caller's until it gives it back. */
    ByteSink take() {
        int slot = slot();
        ByteSink sink = free.get(slot);
        if (sink != null && free.compareAndSet(slot, sink, null)) {
            sink.truncate(0);
            return sink;
        }
        return new ByteSink(512);
    }

    /** Takes a sink back, which nobody may use any more. */
    void giveBack(ByteSink sink) {
        if (sink.array().length <= LONGEST_KEPT_BYTES) {
            free.lazySet(slot(), sink);
        }
    }

    @SuppressWarnings("deprecation") // threadId() came with 19
    private static int slot() {
        long id = Thread.currentThread().getId();
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 59);
    }
}
