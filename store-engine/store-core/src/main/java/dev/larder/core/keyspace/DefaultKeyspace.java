package dev.larder.core.keyspace;

import dev.larder.core.commit.AbsentEntry;
import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.EntryFetcher;
import dev.larder.core.commit.EntrySource.Stored;
import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.commit.Receipt;
import dev.larder.core.commit.Rooms;
import dev.larder.core.durable.DurableKeyspace;
import dev.larder.core.durable.TierContents;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.CoarseTime;
import dev.larder.core.table.Entry;
import dev.larder.core.table.Table;
import dev.larder.store.AsyncKeyspace;
import dev.larder.store.Change;
import dev.larder.store.ChangeListener;
import dev.larder.store.Decision;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.KeyspaceStats;
import dev.larder.store.Lifetime;
import dev.larder.store.Loader;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import dev.larder.store.PendingLoad;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.RemovalCause;
import dev.larder.store.RestoreReport;
import dev.larder.store.StoreClosedException;
import dev.larder.store.StoreException;
import dev.larder.store.Subscription;
import dev.larder.store.Subscription.Delivery;
import dev.larder.store.spi.StoreClock;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facade of one keyspace: reads go straight to the table, everything else through the commit path.
 *
 * <p>A read that hits takes no lock. It looks at the clock only where entries can expire, and there at the cheap one
 * unless the deadline is near.
 */
final class DefaultKeyspace<K, V> implements Keyspace<K, V> {
    private final String name;
    private final KeyspaceConfig<K, V> config;
    private final DefaultStore store;
    private final Table<K, V> table;
    private final LocalCommitPath<K, V> commitPath;
    private final EntryFetcher<K, V> fetcher;
    private final Rooms<K, V> rooms;
    private final StoreClock clock;
    private final KeyspaceCounters counters;
    private final boolean counting;
    private final EntryReader<K, V> reader;
    private final @Nullable Loading<K, V> loading;
    private final @Nullable CallerLoads<K, V> callerLoads;
    private final @Nullable DurableKeyspace<K, V> durable;
    private final CompletableFuture<RestoreReport> restored;
    /** Not null while callers must wait for the entries on disk, and when those could not be read. */
    private volatile @Nullable CompletableFuture<RestoreReport> awaited;
    /** What the table does not have, or null if it has all. */
    private final @Nullable TierContents<K, V> contents;

    private volatile boolean closed;
    /** Whether a read of an entry that lives changes nothing: the keyspace is open, nobody counts, no deadline moves. */
    private volatile boolean plainReads;

    DefaultKeyspace(
            String name,
            KeyspaceConfig<K, V> config,
            DefaultStore store,
            Rooms<K, V> rooms,
            LocalCommitPath<K, V> commitPath,
            @Nullable DurableKeyspace<K, V> durable) {
        this.name = name;
        this.config = config;
        this.store = store;
        this.rooms = rooms;
        this.commitPath = commitPath;
        fetcher = commitPath.fetcher();
        table = rooms.table();
        clock = rooms.clock();
        counters = rooms.counters();
        counting = config.statistics();
        LoadRegistry<K, V> loads = rooms.loads();
        loading = loads == null ? null : new Loading<>(this, config.loader(), loads, commitPath, counters);
        callerLoads = loads == null || loading == null
                ? null
                : new CallerLoads<>(this, loads, commitPath, counters, loading, store::refreshExecutor);
        reader = new EntryReader<>(config, rooms, commitPath, loading, store);
        this.durable = durable;
        contents = durable == null ? null : durable.contents();
        restored =
                durable == null ? CompletableFuture.completedFuture(RestoreReport.NOTHING) : new CompletableFuture<>();
        awaited = durable == null || isUsedWhileLoading(durable) ? null : restored;
        plainReads = isReadPlainly();
    }

    private boolean isReadPlainly() {
        return awaited == null && !closed && !reader.isTouching() && !counting;
    }

    /** Only where changes are recorded it is known which are newer than what is read. */
    private boolean isUsedWhileLoading(DurableKeyspace<K, V> source) {
        return config.persistence().whileLoading() == WhileLoading.MISS && source.log() != null;
    }

    /** Reads the entries from disk, where there are any; lets those go on who wait for them. */
    void restore(DurableKeyspace<K, V> source) {
        try {
            RestoreReport report = source.restore();
            awaited = null;
            restored.complete(report);
            commitPath.makeRoom();
        } catch (Throwable failure) {
            awaited = restored;
            restored.completeExceptionally(failure);
            throw failure;
        } finally {
            plainReads = isReadPlainly();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public KeyspaceConfig<K, V> config() {
        return config;
    }

    @Override
    public @Nullable V get(K key) {
        V value = getIfPresent(key);
        return value != null || loading == null || !loading.hasLoader() ? value : loading.load(key);
    }

    @Override
    public @Nullable V get(K key, Loader<K, V> loader) {
        return requireCallerLoads().get(key, loader);
    }

    @Override
    public PendingLoad<K, V> beginLoad(K key) {
        requireOpen();
        return requireCallerLoads().begin(key);
    }

    @Override
    public void abandonLoads(Predicate<? super K> keys) {
        requireOpen();
        if (rooms.loads() != null) {
            rooms.loads().invalidateIf(keys);
        }
    }

    /** For those whose loader the caller brings. */
    CallerLoads<K, V> requireCallerLoads() {
        if (callerLoads == null) {
            throw new IllegalStateException("Keyspace '" + name + "' takes no loads of callers. Set"
                    + " KeyspaceConfig.Builder.callerLoads(true) where it is created.");
        }
        return callerLoads;
    }

    @Override
    public @Nullable V getIfPresent(K key) {
        if (!plainReads) {
            return readCarefully(key);
        }
        Entry<K, V> entry = table.read(key);
        if (entry == null) {
            return contents == null ? null : fetch(key);
        }
        int deadline = entry.coarseDeadline();
        V value = deadline == CoarseTime.NEVER || EntryReader.isFar(deadline, clock.recentMillis())
                ? entry.value()
                : reader.read(key, entry);
        return value == null && contents != null ? fetch(key) : value;
    }

    /** The value of a key that the table does not have. */
    private @Nullable V fetch(K key) {
        return fetcher.fetch(
                key, entry -> reader.hasPassed(entry.expiresAtMillis()) ? null : entry.value(), Stored::value);
    }

    private @Nullable V readCarefully(K key) {
        requireOpen();
        Entry<K, V> entry = table.read(key);
        V value = entry == null ? null : reader.read(key, entry);
        if (value == null && contents != null) {
            value = fetch(key);
        }
        if (counting) {
            if (value == null) {
                counters.miss();
            } else {
                counters.hit();
            }
        }
        return value;
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys) {
        Map<K, V> found = new LinkedHashMap<>(Math.max(16, keys.size() * 4 / 3 + 1));
        Set<K> missing = null;
        for (K key : keys) {
            V value = getIfPresent(key);
            if (value != null) {
                found.put(key, value);
            } else if (loading != null && loading.hasLoader()) {
                missing = missing == null ? new LinkedHashSet<>() : missing;
                missing.add(key);
            }
        }
        if (missing != null && loading != null) {
            found.putAll(loading.loadAll(missing));
        }
        return found;
    }

    @Override
    public boolean containsKey(K key) {
        return peek(key) != null;
    }

    @Override
    public EntryView<V> view(K key) {
        EntryView<V> view = peek(key);
        return view == null ? AbsentEntry.view() : view;
    }

    @Override
    public void put(K key, V value) {
        requireOpen();
        commitPath.put(key, value);
    }

    @Override
    public void put(K key, V value, Duration timeToLive) {
        run(key, Operations.put(putFor(value, timeToLive)));
    }

    @Override
    public void put(K key, V value, EvictionHint hint) {
        run(key, Operations.put(new Decision.Put<>(value, Decision.BY_LIFETIME, hint)));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return run(key, Operations.putIfAbsent(new Decision.Put<>(value)));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value, Duration timeToLive) {
        return run(key, Operations.putIfAbsent(putFor(value, timeToLive)));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        ChangeLog<K, V> log = rooms.log();
        if (log == null) {
            entries.forEach(this::put);
            return;
        }
        requireOpen();
        Receipt receipt = new Receipt();
        entries.forEach((key, value) -> commitPath.run(key, Operations.put(value), receipt));
        log.await(receipt, null);
    }

    @Override
    public void writeBatch(Map<? extends K, ? extends Decision<V>> changes, @Nullable Durability durability) {
        requireOpen();
        commitPath.writeBatch(changes, durability);
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        return run(key, Operations.getAndPut(value));
    }

    @Override
    public boolean replace(K key, V value) {
        return isTrue(run(key, Operations.replace(value)));
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        return isTrue(run(key, Operations.replace(expected, value)));
    }

    @Override
    public boolean compareAndSet(K key, long expectedVersion, V value) {
        return isTrue(run(key, Operations.compareAndSet(expectedVersion, value)));
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        return run(key, Operations.compute(function));
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        Objects.requireNonNull(value, "value");
        return compute(key, (same, current) -> current == null ? value : function.apply(current, value));
    }

    @Override
    public boolean remove(K key) {
        return isTrue(run(key, Operations.remove()));
    }

    @Override
    public boolean remove(K key, V expected) {
        return isTrue(run(key, Operations.removeIfEquals(expected)));
    }

    @Override
    public boolean removeIfVersion(K key, long expectedVersion) {
        return isTrue(run(key, Operations.removeIfVersion(expectedVersion, RemovalCause.EXPLICIT)));
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        return run(key, Operations.getAndRemove());
    }

    @Override
    public void clear() {
        requireOpen();
        if (rooms.loads() != null) {
            rooms.loads().invalidateAll();
        }
        commitPath.clear();
    }

    @Override
    public <R> @Nullable R run(K key, Operation<K, V, R> operation) {
        requireOpen();
        return commitPath.run(key, operation);
    }

    /** Runs an operation whose stage completes when it is on disk; the operation itself is done before this returns. */
    <R> CompletionStage<@Nullable R> runUnconfirmed(K key, Operation<K, V, R> operation) {
        requireOpen();
        ChangeLog<K, V> log = rooms.log();
        if (log == null) {
            return CompletableFuture.completedFuture(commitPath.run(key, operation));
        }
        Receipt receipt = new Receipt(operation);
        R result = commitPath.run(key, operation, receipt);
        CompletionStage<@Nullable Void> safe = log.whenSafe(receipt, operation.durability());
        // A tier tells it on the thread that asks the disk: what hangs on ours may wait for that thread.
        return contents == null || safe.toCompletableFuture().isDone()
                ? safe.thenApply(confirmed -> result)
                : safe.thenApplyAsync(confirmed -> result, executor());
    }

    @Override
    public <T> T holding(Collection<? extends K> keys, Supplier<T> action) {
        requireOpen();
        return commitPath.holding(keys, action);
    }

    @Override
    public @Nullable Duration timeToLive(K key) {
        EntryView<V> entry = peek(key);
        if (entry == null) {
            return null;
        }
        long deadlineMillis = entry.expiresAtMillis();
        return Duration.ofMillis(
                deadlineMillis == EntryView.NEVER ? Lifetime.ETERNAL : Math.max(0, deadlineMillis - clock.millis()));
    }

    @Override
    public boolean expireAt(K key, long deadlineMillis) {
        return isTrue(run(key, Operations.touch(deadlineMillis)));
    }

    @Override
    public boolean expireAfter(K key, Duration timeToLive) {
        return expireAt(key, deadlineAfter(timeToLive));
    }

    @Override
    public boolean persist(K key) {
        return expireAt(key, EntryView.NEVER);
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExisting) {
        requireOpen();
        requireLoading().loadInto(keys, replaceExisting);
    }

    @Override
    public CompletionStage<@Nullable V> refresh(K key) {
        requireOpen();
        return loading == null || !loading.hasLoader()
                ? CompletableFuture.completedFuture(null)
                : loading.refresh(key, executor());
    }

    @Override
    public long size() {
        requireOpen();
        return count();
    }

    private long count() {
        return contents == null ? table.count() : contents.approximateCount();
    }

    @Override
    public long weightBytes() {
        return counters.weightBytes();
    }

    @Override
    public Iterator<Map.Entry<K, EntryView<V>>> iterator() {
        requireOpen();
        return contents == null
                ? new VisibleEntries<>(table.iterator(), clock)
                : new TieredEntries<>(contents.iterator(), clock, this::peek);
    }

    @Override
    public Subscription subscribe(Set<Change.Kind> kinds, Delivery delivery, ChangeListener<K, V> listener) {
        requireOpen();
        return rooms.fanout().subscribe(kinds, delivery, listener);
    }

    @Override
    public KeyspaceStats stats() {
        return counters.snapshot(count());
    }

    @Override
    public AsyncKeyspace<K, V> async() {
        return new DefaultAsyncKeyspace<>(this, executor());
    }

    @Override
    public void maintain() {
        requireOpen();
        table.maintain();
        if (durable != null) {
            durable.sweep();
        }
        long nowMillis = clock.millis();
        boolean left = true;
        while (left) {
            left = removeDue(nowMillis, Maintenance.ROUND_ENTRIES);
        }
        commitPath.makeRoom();
    }

    @Override
    public void snapshot() {
        requireOpen();
        if (durable != null) {
            durable.snapshot();
        }
    }

    @Override
    public CompletionStage<RestoreReport> restored() {
        return restored.minimalCompletionStage();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Lets go of all entries, so that who still has the keyspace does not keep them; those that are held now stay. */
    void close() {
        close(DurableKeyspace::release);
    }

    /** The same for a keyspace that is dropped next: of what is about to be deleted nothing is written. */
    void closeToDrop() {
        close(DurableKeyspace::abandon);
    }

    private void close(Consumer<DurableKeyspace<K, V>> giveUp) {
        closed = true;
        plainReads = false;
        if (durable != null) {
            awaitEndOfRestore();
            commitPath.close(this::closedException);
            giveUp.accept(durable);
        }
        if (rooms.loads() != null) {
            rooms.loads().invalidateAll();
        }
        table.iterator().forEachRemaining(commitPath::discardIfFree);
        rooms.weights().close();
    }

    /** Removes due entries, looking at so many at most; returns whether some are left. */
    boolean removeDue(long nowMillis, int max) {
        return !closed && rooms.expiry().advance(nowMillis, max, (entry, deadline) -> commitPath.due(entry, nowMillis));
    }

    /** When there is something due next. */
    long nextDueMillis() {
        return rooms.expiry().nextDueMillis();
    }

    /** Evicts entries until so many bytes are free, a few at a time; returns how many are. Listeners may fail. */
    long evictBytes(long bytesToFree, Consumer<RuntimeException> failures) {
        return commitPath.evictBytes(bytesToFree, failures);
    }

    Executor executor() {
        return store.executor();
    }

    /** A snapshot of the entry, or null. */
    private @Nullable EntryView<V> peek(K key) {
        requireOpen();
        if (contents != null) {
            return fetcher.fetch(
                    key,
                    entry -> reader.hasPassed(entry.expiresAtMillis()) ? null : EntrySnapshot.of(entry),
                    EntrySnapshot::of);
        }
        Entry<K, V> entry = visibleEntry(key);
        return entry == null ? null : EntrySnapshot.of(entry);
    }

    private @Nullable Entry<K, V> visibleEntry(K key) {
        Entry<K, V> entry = table.find(key);
        if (entry == null || entry.value() == null) {
            return null;
        }
        long deadlineMillis = entry.expiresAtMillis();
        return deadlineMillis != EntryView.NEVER && reader.hasPassed(deadlineMillis) ? null : entry;
    }

    /** Whether an entry is so old that a read of it loads it anew, where that is wanted. */
    boolean isAgeing(K key) {
        return config.refreshAhead() > 0 && reader.isAgeing(visibleEntry(key));
    }

    /** The value without counting a read, also of a keyspace that is closed. */
    @Nullable V visible(K key) {
        if (contents != null) {
            return fetch(key);
        }
        Entry<K, V> entry = visibleEntry(key);
        return entry == null ? null : entry.value();
    }

    /** Loads the value of a key that was missing. */
    @Nullable V loadMissing(K key) {
        requireOpen();
        return loading == null || !loading.hasLoader() ? null : loading.load(key);
    }

    /** Whether callers have to wait for the entries on disk. */
    boolean isAwaited() {
        return awaited != null;
    }

    /** Whether somebody holds the key now. */
    boolean isHeld(K key) {
        Entry<K, V> entry = table.find(key);
        return entry != null && entry.isLocked();
    }

    Decision.Put<V> putFor(V value, Duration timeToLive) {
        return new Decision.Put<>(value, deadlineAfter(timeToLive), EvictionHint.NORMAL);
    }

    private long deadlineAfter(Duration timeToLive) {
        return Lifetime.deadline(
                clock.millis(), Lifetime.afterCreate(timeToLive).afterCreateMillis());
    }

    private Loading<K, V> requireLoading() {
        if (loading == null || !loading.hasLoader()) {
            throw new IllegalStateException(
                    "Keyspace '" + name + "' has no loader. Set one with KeyspaceConfig.Builder.loader.");
        }
        return loading;
    }

    private void requireOpen() {
        if (closed) {
            throw closedException();
        }
        if (awaited != null) {
            awaitRestored();
        }
    }

    /** Waits until the entries were read from disk, or could not be. */
    private void awaitEndOfRestore() {
        restored.handle((report, failure) -> null).join();
    }

    private void awaitRestored() {
        try {
            restored.join();
        } catch (CompletionException wrapped) {
            Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
            throw new StoreException(
                    "Keyspace '" + name + "' could not be read from disk, so it can't be used: " + cause.getMessage(),
                    cause);
        }
        if (closed) {
            throw closedException();
        }
    }

    private StoreClosedException closedException() {
        return new StoreClosedException("Keyspace '" + name + "' of store '"
                + store.config().name() + "' was closed. Create it anew, in an open store.");
    }

    private static boolean isTrue(@Nullable Boolean result) {
        return Boolean.TRUE.equals(result);
    }
}
