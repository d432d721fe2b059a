package dev.larder.core.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One load in flight. The thread that started it completes it; others may wait for it. It is worth storing until somebody
 * writes, removes or clears its key.
 */
public final class Load<V> extends LoadMark {
    private final CompletableFuture<@Nullable V> outcome = new CompletableFuture<>();
    private final boolean renewal;
    private final AtomicBoolean started;

    /** A load of a value that is missing, or to be replaced, by the calling thread. */
    public Load() {
        this(false);
    }

    private Load(boolean renewal) {
        this.renewal = renewal;
        started = new AtomicBoolean(!renewal);
    }

    /** A load that lets an ageing entry begin its life anew, and that another thread is to start. */
    public static <V> Load<V> renewal() {
        return new Load<>(true);
    }

    /**
     * Whether the calling thread is the one to load. Whoever would wait for a load that nobody has started loads instead:
     * what was handed to an executor may stand in its queue behind those who wait, or never run.
     */
    public boolean tryStart() {
        return !started.get() && started.compareAndSet(false, true);
    }

    @Override
    public boolean isRenewal() {
        return renewal;
    }

    /** Hands the value to those who wait. */
    public void complete(@Nullable V value) {
        outcome.complete(value);
    }

    /** Hands the failure to those who wait. */
    public void fail(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    /** Whether the load has ended. */
    public boolean isDone() {
        return outcome.isDone();
    }

    /** Waits for the value. Throws what the load failed with. */
    public @Nullable V await() {
        try {
            return outcome.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** The outcome as a future of its own, which its holder may complete without harm. */
    public CompletableFuture<@Nullable V> future() {
        return outcome.copy();
    }
}
