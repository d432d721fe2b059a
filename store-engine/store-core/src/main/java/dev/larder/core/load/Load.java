package dev.larder.core.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One load in flight. The thread that began it completes it; others may wait for it. It is worth storing until somebody
 * writes, removes or clears its key.
 */
public final class Load<V> {
    private final CompletableFuture<@Nullable V> outcome = new CompletableFuture<>();
    private final boolean renewal;
    private volatile boolean worthless;

    /** A load of a value that is missing, or to be replaced. */
    public Load() {
        this(false);
    }

    private Load(boolean renewal) {
        this.renewal = renewal;
    }

    /** A load that lets an ageing entry begin its life anew. */
    public static <V> Load<V> renewal() {
        return new Load<>(true);
    }

    /** Whether the entry lives as long from now as a new one. */
    public boolean isRenewal() {
        return renewal;
    }

    /** Whether nobody changed the key since the load began. */
    public boolean isWorthStoring() {
        return !worthless;
    }

    /** Says that the key was changed: the value may be older than the change. */
    void makeWorthless() {
        worthless = true;
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
