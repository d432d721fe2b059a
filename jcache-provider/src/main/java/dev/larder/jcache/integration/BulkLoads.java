package dev.larder.jcache.integration;

import dev.larder.store.Keyspace;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * {@code Cache.loadAll}: loads in the background, tells the caller's listener, and knows what still runs, since the
 * loader must not be closed under it.
 */
public final class BulkLoads<K, V> {
    private static final long CLOSE_WAIT_SECONDS = 10;

    private final Keyspace<K, V> keyspace;
    private final Map<Object, CompletableFuture<?>> running = new ConcurrentHashMap<>();

    public BulkLoads(Keyspace<K, V> keyspace) {
        this.keyspace = keyspace;
    }

    /**
     * Starts to load; the listener is told from another thread, or from this one if nothing was to be done.
     *
     * <p>Inside a loader that is asked for many keys all is done at once, on this thread: a loader that waits for what it
     * starts keeps one of the store's threads, and enough of them would wait for threads that never come free.
     */
    public void start(Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
        CompletableFuture<@Nullable Void> load = begin(listener);
        try {
            if (LoadsOnThread.isInsideAny()) {
                keyspace.loadAll(keys, replaceExisting);
                load.complete(null);
            } else {
                keyspace.async().loadAll(keys, replaceExisting).whenComplete((nothing, failure) -> end(load, failure));
            }
        } catch (RuntimeException | Error failure) {
            load.completeExceptionally(failure);
        }
    }

    /** Tells the listener that it is done. */
    public void nothingToLoad(@Nullable CompletionListener listener) {
        tell(listener, null);
    }

    /** Notes a load before it starts, so that a cache that closes sees it for sure. */
    private CompletableFuture<@Nullable Void> begin(@Nullable CompletionListener listener) {
        CompletableFuture<@Nullable Void> load = new CompletableFuture<>();
        Object call = new Object();
        running.put(call, load);
        CompletableFuture<?> unused = load.whenComplete((nothing, failure) -> {
            running.remove(call);
            tell(listener, failure);
        });
        return load;
    }

    private static void end(CompletableFuture<@Nullable Void> load, @Nullable Throwable failure) {
        if (failure == null) {
            load.complete(null);
        } else {
            load.completeExceptionally(failure);
        }
    }

    /**
     * Runs an action when no load runs any more, and returns then; but waits no longer than ten seconds. Called from
     * inside one of the loads it can't wait, and the last of them runs the action.
     */
    public void afterAll(Runnable action) {
        CompletableFuture<?> all = CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new));
        if (LoadsOnThread.isInside(keyspace.config().loader())) {
            CompletableFuture<?> unused = all.whenComplete((nothing, failure) -> action.run());
            return;
        }
        await(all);
        action.run();
    }

    private void await(CompletableFuture<?> all) {
        try {
            all.get(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException toldTheListener) {
            // Nothing to add.
        } catch (TimeoutException e) {
            logger().log(
                            System.Logger.Level.WARNING,
                            "The loader of cache ''{0}'' still runs after {1} seconds; it is closed without waiting longer.",
                            keyspace.name(),
                            CLOSE_WAIT_SECONDS);
        }
    }

    private void tell(@Nullable CompletionListener listener, @Nullable Throwable failure) {
        if (listener == null) {
            return;
        }
        try {
            if (failure == null) {
                listener.onCompletion();
            } else {
                listener.onException(asException(failure));
            }
        } catch (RuntimeException e) {
            logger().log(
                            System.Logger.Level.WARNING,
                            "A listener of loadAll on cache '" + keyspace.name() + "' threw.",
                            e);
        }
    }

    private static Exception asException(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        RuntimeException translated = cause instanceof RuntimeException e ? Failures.translate(e) : null;
        return translated instanceof CacheLoaderException || translated instanceof CacheEntryListenerException
                ? translated
                : new CacheLoaderException("Loading failed: " + cause.getMessage(), cause);
    }

    /** Looked up when there is something to say: few caches ever load in bulk. */
    private static System.Logger logger() {
        return System.getLogger(BulkLoads.class.getName());
    }
}
