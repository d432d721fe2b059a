package dev.larder.core.snapshot;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How fast a file may be written, so that a snapshot leaves the disk to the log. Not safe for use by several threads at once;
 * each file has its own.
 *
 * <p>Nothing is saved up: after an idle while, writing goes on at the same pace.
 */
public final class WritePace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer pauseNanos;
    private boolean begun;
    private long freeAtNanos;

    WritePace(long bytesPerSecond, LongSupplier nanoTime, LongConsumer pauseNanos) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("a pace of at least a byte a second was expected, found "
                    + bytesPerSecond + "; use WritePace.unlimited() for none");
        }
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.pauseNanos = pauseNanos;
    }

    /** As fast as the disk takes it. */
    public static WritePace unlimited() {
        return new WritePace(Long.MAX_VALUE, () -> 0, nanos -> {});
    }

    /**
     * At most so many bytes a second, on average from any moment on.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public static WritePace ofBytesPerSecond(long bytesPerSecond) {
        return new WritePace(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /** Waits until so many bytes may be written. Does not wait in a thread that is interrupted. */
    void await(int bytes) {
        long nowNanos = nanoTime.getAsLong();
        if (!begun || freeAtNanos - nowNanos < 0) {
            begun = true;
            freeAtNanos = nowNanos;
        }
        if (freeAtNanos - nowNanos > 0) {
            pauseNanos.accept(freeAtNanos - nowNanos);
        }
        freeAtNanos += (long) ((double) bytes * NANOS_PER_SECOND / bytesPerSecond);
    }
}
