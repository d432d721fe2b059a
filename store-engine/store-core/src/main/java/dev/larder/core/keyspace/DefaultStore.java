package dev.larder.core.keyspace;

import dev.larder.core.durable.DurableKeyspace;
import dev.larder.core.durable.DurableStore;
import dev.larder.core.weight.MemoryBudget;
import dev.larder.store.DiskStatus;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreClosedException;
import dev.larder.store.StoreConfig;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keyspaces of a store and what they share: clock, threads, memory. A thread starts when something first needs it.
 *
 * <p>Safe from any thread. After {@link #close}, and for good, every operation on the store and its keyspaces fails.
 */
final class DefaultStore implements Store {
    private static final int RELIEF_ROUNDS = 1_000;

    private final StoreConfig config;
    private final ConcurrentHashMap<String, DefaultKeyspace<?, ?>> keyspaces = new ConcurrentHashMap<>();
    private final StoreThreads threads;
    private final @Nullable MemoryBudget budget;
    private final ReentrantLock relief = new ReentrantLock();
    /** Held while a keyspace is made or closed, or the store closed, so that files have one owner. */
    private final ReentrantLock creating = new ReentrantLock();

    private final @Nullable DurableStore disk;
    private volatile boolean closed;

    DefaultStore(StoreConfig config) {
        this.config = config;
        threads = new StoreThreads(this);
        budget = config.maxMemoryBytes() == StoreConfig.UNLIMITED
                ? null
                : new MemoryBudget(config.maxMemoryBytes(), config.highWaterMark());
        disk = config.disk() == null
                ? null
                : DurableStore.open(config, config.disk(), new DaemonThreads(config, "disk"));
    }

    @Override
    public StoreConfig config() {
        return config;
    }

    @Override
    public <K, V> Keyspace<K, V> create(String name, KeyspaceConfig<K, V> keyspaceConfig) {
        creating.lock();
        try {
            requireOpen();
            if (keyspaces.containsKey(name)) {
                throw new IllegalArgumentException("There is a keyspace '" + name + "' in store '" + config.name()
                        + "' already. Use find(name) to get it, or drop(name) before creating it anew.");
            }
            DurableKeyspace<K, V> durable = durable(name, keyspaceConfig);
            DefaultKeyspace<K, V> keyspace = new KeyspaceAssembly(this).assemble(name, keyspaceConfig, durable);
            if (durable != null) {
                restore(keyspace, durable);
            }
            keyspaces.put(name, keyspace);
            return keyspace;
        } finally {
            creating.unlock();
        }
    }

    private <K, V> @Nullable DurableKeyspace<K, V> durable(String name, KeyspaceConfig<K, V> keyspaceConfig) {
        Mode mode = keyspaceConfig.persistence().mode();
        if (disk == null) {
            if (mode != Mode.NONE) {
                throw new IllegalArgumentException("Keyspace '" + name + "' is to be kept on disk (" + mode
                        + "), but store '" + config.name() + "' has no data directory. Set one with"
                        + " StoreConfig.Builder.disk.");
            }
            return null;
        }
        if (mode == Mode.NONE) {
            if (disk.isData(name)) {
                throw new IllegalArgumentException("Keyspace '" + name + "' is on disk, as data, and was to be created"
                        + " without persistence, which would delete that. Keep it as it was, or drop it first.");
            }
            // What an earlier run left of a cache would be old news once it is kept again.
            disk.drop(name);
            return null;
        }
        return disk.keyspace(name, keyspaceConfig, KeyspaceAssembly.recordsTimes(keyspaceConfig));
    }

    /** Data is there when the keyspace is; a cache is used while it is read, as it says. */
    private <K, V> void restore(DefaultKeyspace<K, V> keyspace, DurableKeyspace<K, V> durable) {
        if (keyspace.config().persistence().role() == Persistence.Role.DATA) {
            try {
                keyspace.restore(durable);
            } catch (Throwable failure) {
                // Nobody gets it, so nobody could close it, and what was read would count for the store's limit for
                // ever.
                keyspace.close();
                throw failure;
            }
            return;
        }
        new DaemonThreads(config, "restore")
                .newThread(() -> {
                    try {
                        keyspace.restore(durable);
                    } catch (RuntimeException failure) {
                        System.getLogger(DefaultStore.class.getName())
                                .log(
                                        Level.ERROR,
                                        "Keyspace '" + keyspace.name()
                                                + "' could not be read from disk; it can't be used",
                                        failure);
                    }
                })
                .start();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> @Nullable Keyspace<K, V> find(String name) {
        requireOpen();
        return (Keyspace<K, V>) keyspaces.get(name);
    }

    @Override
    public Set<String> names() {
        requireOpen();
        return new TreeSet<>(keyspaces.keySet());
    }

    @Override
    public boolean drop(String name) {
        creating.lock();
        try {
            DefaultKeyspace<?, ?> keyspace = keyspaces.remove(name);
            if (keyspace != null) {
                keyspace.closeToDrop();
            }
            // The directory of a closed store may be another's by now.
            if (disk != null && !closed) {
                disk.drop(name);
            }
            return keyspace != null;
        } finally {
            creating.unlock();
        }
    }

    /** Nobody creates one of that name before this one is on disk as it was last. */
    @Override
    public boolean close(String name) {
        creating.lock();
        try {
            DefaultKeyspace<?, ?> keyspace = keyspaces.remove(name);
            if (keyspace != null) {
                keyspace.close();
            }
            return keyspace != null;
        } finally {
            creating.unlock();
        }
    }

    @Override
    public void snapshot() {
        requireOpen();
        if (disk != null) {
            disk.snapshot();
        }
    }

    @Override
    public void backup(Path target) {
        requireOpen();
        if (disk == null) {
            throw new IllegalStateException(
                    "Store '" + config.name() + "' has no data directory, so there is nothing to"
                            + " back up. Set one with StoreConfig.Builder.disk.");
        }
        disk.backup(target);
    }

    @Override
    public @Nullable DiskStatus disk() {
        return disk == null ? null : disk.status();
    }

    @Override
    public long weightBytes() {
        return keyspaces().stream().mapToLong(DefaultKeyspace::weightBytes).sum();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        creating.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closeDisk(this::closeKeyspaces);
        } finally {
            creating.unlock();
        }
    }

    private void closeKeyspaces() {
        RuntimeException failure = null;
        for (String name : keyspaces.keySet()) {
            try {
                close(name);
            } catch (RuntimeException failed) {
                failure = failure == null ? failed : failure;
            }
        }
        threads.close();
        if (failure != null) {
            throw failure;
        }
    }

    /** Whatever fails of it, everything is closed. */
    private void closeDisk(Runnable closeKeyspaces) {
        if (disk == null) {
            closeKeyspaces.run();
            return;
        }
        try {
            closeKeyspaces.run();
        } finally {
            disk.close();
        }
    }

    List<DefaultKeyspace<?, ?>> keyspaces() {
        return List.copyOf(keyspaces.values());
    }

    StoreThreads threads() {
        return threads;
    }

    Executor executor() {
        return threads.executor();
    }

    Executor refreshExecutor() {
        return threads.refreshExecutor();
    }

    @Nullable MemoryBudget budget() {
        return budget;
    }

    /**
     * Makes room: the largest keyspace gives up its least valuable entries, until the store is below its high-water mark.
     * One thread at a time; a writer that comes meanwhile goes on.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException relieve() {
        if (budget == null || !relief.tryLock()) {
            return null;
        }
        try {
            return evict(0, RELIEF_ROUNDS);
        } finally {
            relief.unlock();
        }
    }

    /**
     * Makes room for so many bytes more. The caller may hold a key that a listener wants, so this waits for nobody who
     * makes room already.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException makeRoom(long bytes) {
        return evict(bytes, Integer.MAX_VALUE);
    }

    private @Nullable RuntimeException evict(long bytes, int rounds) {
        MemoryBudget shared = budget;
        if (shared == null) {
            return null;
        }
        List<RuntimeException> failures = new ArrayList<>(0);
        for (int round = 0; round < rounds && shared.excess(bytes) > 0; round++) {
            long excess = shared.excess(bytes);
            if (largestFirst().stream().noneMatch(keyspace -> keyspace.evictBytes(excess, failures::add) > 0)) {
                break;
            }
        }
        return combined(failures);
    }

    private static @Nullable RuntimeException combined(List<RuntimeException> failures) {
        RuntimeException first = failures.isEmpty() ? null : failures.get(0);
        for (RuntimeException other : failures) {
            if (first != null && other != first) {
                first.addSuppressed(other);
            }
        }
        return first;
    }

    /** By their sizes at one moment: what changes while it is sorted is in no order. */
    private List<DefaultKeyspace<?, ?>> largestFirst() {
        record Sized(DefaultKeyspace<?, ?> keyspace, long bytes) {}
        List<Sized> sized = new ArrayList<>();
        for (DefaultKeyspace<?, ?> keyspace : keyspaces()) {
            sized.add(new Sized(keyspace, keyspace.weightBytes()));
        }
        sized.sort(Comparator.comparingLong(Sized::bytes).reversed());
        List<DefaultKeyspace<?, ?>> sorted = new ArrayList<>(sized.size());
        sized.forEach(each -> sorted.add(each.keyspace()));
        return sorted;
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreClosedException("Store '" + config.name() + "' was closed. Open another one.");
        }
    }
}
