package dev.larder.spring.entry;

import dev.larder.store.AsyncLoader;
import dev.larder.store.CapacityExceededException;
import dev.larder.store.Decision;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EntryView;
import dev.larder.store.LoadFailedException;
import dev.larder.store.Loader;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.StoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads that are done once for a key, however many ask for it meanwhile.
 *
 * <p>Nobody is given what is in doubt, nor what was loaded for others before one of its tags was evicted: who finds that
 * loads alone, or again.
 *
 * <p>Safe from any thread.
 */
/*
 * Who asks whether readers need care, and is told that they don't, began before any commit in doubt could be seen; the old
 * value is right for them however long they take to read it.
 */
public final class SharedLoads {
    private final Entries entries;

    /** Loads of the given entries. */
    public SharedLoads(Entries entries) {
        this.entries = entries;
    }

    /**
     * The value, loaded if need be.
     *
     * @throws LoadFailedException if the source threw, this caller's or the one it joined; its cause is what it threw
     * @throws RecursiveOperationException if the source asks for its own key
     */
    public @Nullable Object get(Object key, Callable<NewValue> source) {
        boolean care = entries.needCare();
        if (care && entries.isInDoubt(key, null)) {
            return alone(key, source).value();
        }
        SourceLoader loader = new SourceLoader(entries, source);
        while (true) {
            Object result;
            try {
                result = entries.keyspace().get(key, loader);
            } catch (EntryTooLargeException | CapacityExceededException refused) {
                FoundValue own = loader.found;
                if (own == null) {
                    return alone(key, source).value();
                }
                entries.refuse(key, own.value(), refused);
                return own.value().value();
            }
            if (result == null) {
                throw new AssertionError("a load of key '" + key + "' found nothing, not even a stand-in for null");
            }
            if (!(result instanceof FoundValue found)) {
                Object undoubted = care ? entries.undoubted(key, result) : result;
                return undoubted == null ? alone(key, source).value() : Entries.plain(undoubted);
            }
            if (found.source() == loader) {
                return found.value().value();
            }
            if (entries.doubts().cover(key, found.value().tags())) {
                return alone(key, source).value();
            }
            if (!entries.isOutdated(found.tick(), found.value())) {
                return found.value().value();
            }
        }
    }

    /** Asks the source without sharing or storing what it finds. */
    public static NewValue alone(Object key, Callable<NewValue> source) {
        try {
            return source.call();
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new LoadFailedException("Loading '" + key + "' failed: " + thrown, thrown);
        }
    }

    /** The same as {@link #get} without holding a thread; the future fails with what the source failed with. */
    public CompletableFuture<@Nullable Object> getAsync(Object key, Supplier<CompletableFuture<NewValue>> source) {
        boolean care = entries.needCare();
        if (care && entries.isInDoubt(key, null)) {
            return aloneAsync(source);
        }
        AsyncSourceLoader loader = new AsyncSourceLoader(entries, source);
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        entries.keyspace().async().get(key, loader).whenComplete((result, thrown) -> {
            try {
                forward(resolve(key, source, loader, care, result, thrown), answer);
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private CompletableFuture<@Nullable Object> resolve(
            Object key,
            Supplier<CompletableFuture<NewValue>> source,
            AsyncSourceLoader loader,
            boolean care,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable cause = causeOf(thrown);
            FoundValue own = loader.found;
            if (!isRefusal(cause)) {
                return CompletableFuture.failedFuture(cause);
            }
            if (own == null) {
                return aloneAsync(source);
            }
            entries.refuse(key, own.value(), (StoreException) cause);
            return CompletableFuture.completedFuture(own.value().value());
        }
        if (result instanceof FoundValue found) {
            if (found.source() != loader) {
                if (entries.doubts().cover(key, found.value().tags())) {
                    return aloneAsync(source);
                }
                if (entries.isOutdated(found.tick(), found.value())) {
                    return getAsync(key, source);
                }
            }
            return CompletableFuture.completedFuture(found.value().value());
        }
        if (result == null) {
            throw new AssertionError("a load of key '" + key + "' found nothing, not even a stand-in for null");
        }
        Object undoubted = care ? entries.undoubted(key, result) : result;
        return undoubted == null ? aloneAsync(source) : CompletableFuture.completedFuture(Entries.plain(undoubted));
    }

    /** Asks the source without sharing or storing what it finds. */
    public static CompletableFuture<@Nullable Object> aloneAsync(Supplier<CompletableFuture<NewValue>> source) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        try {
            CompletionStage<NewValue> stage = source.get();
            stage.whenComplete((value, thrown) -> {
                if (thrown == null) {
                    answer.complete(value.value());
                } else {
                    answer.completeExceptionally(causeOf(thrown));
                }
            });
        } catch (Throwable thrown) {
            answer.completeExceptionally(thrown);
        }
        return answer;
    }

    private static void forward(CompletionStage<@Nullable Object> from, CompletableFuture<@Nullable Object> to) {
        from.whenComplete((value, thrown) -> {
            if (thrown == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(causeOf(thrown));
            }
        });
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof EntryTooLargeException || thrown instanceof CapacityExceededException;
    }

    /** What the source threw, without what was wrapped around it on the way. */
    private static Throwable causeOf(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException || thrown instanceof LoadFailedException;
        return wrapped && thrown.getCause() != null ? causeOf(thrown.getCause()) : thrown;
    }

    private static final class SourceLoader implements Loader<Object, Object> {
        private final Entries entries;
        private final Callable<NewValue> source;
        /** Set by the thread that loads; read by the caller, who is that thread if it matters. */
        private volatile @Nullable FoundValue found;

        SourceLoader(Entries entries, Callable<NewValue> source) {
            this.entries = entries;
            this.source = source;
        }

        @Override
        public Object load(Object key) throws Exception {
            long tick = entries.tick();
            FoundValue loaded = new FoundValue(this, source.call(), tick);
            found = loaded;
            return loaded;
        }

        @Override
        public Decision<Object> decide(Object key, Object loaded, EntryView<Object> entry, long nowMillis) {
            return decideFound(entries, key, loaded, entry, nowMillis);
        }
    }

    private static final class AsyncSourceLoader implements AsyncLoader<Object, Object> {
        private final Entries entries;
        private final Supplier<CompletableFuture<NewValue>> source;
        private volatile @Nullable FoundValue found;

        AsyncSourceLoader(Entries entries, Supplier<CompletableFuture<NewValue>> source) {
            this.entries = entries;
            this.source = source;
        }

        @Override
        public CompletionStage<Object> load(Object key) {
            long tick = entries.tick();
            return source.get().thenApply(value -> {
                FoundValue loaded = new FoundValue(this, value, tick);
                found = loaded;
                return loaded;
            });
        }

        @Override
        public Decision<Object> decide(Object key, Object loaded, EntryView<Object> entry, long nowMillis) {
            return decideFound(entries, key, loaded, entry, nowMillis);
        }
    }

    private static Decision<Object> decideFound(
            Entries entries, Object key, Object loaded, EntryView<Object> entry, long nowMillis) {
        FoundValue found = (FoundValue) loaded;
        return entries.decideLoaded(key, found.value(), found.tick(), true, entry, nowMillis);
    }
}
