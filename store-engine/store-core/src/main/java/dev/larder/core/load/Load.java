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
    private volatile boolean worthless;

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
