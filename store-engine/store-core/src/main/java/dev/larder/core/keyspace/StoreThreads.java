package dev.larder.core.keyspace;

import dev.larder.core.fanout.EventLanes;
import dev.larder.store.StoreConfig;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one store, all daemons, each started by the first who needs it and gone when idle or closed. Safe from
 * any thread.
 */
final class StoreThreads implements AutoCloseable, Supplier<EventLanes> {
    private static final int MOST_WORKERS = 16;

    private final StoreConfig config;
    private final Maintenance maintenance;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable EventLanes lanes;
    private volatile @Nullable ExecutorService workers;

    StoreThreads(DefaultStore store) {
        config = store.config();
        maintenance = new Maintenance(store);
    }

    Maintenance maintenance() {
        return maintenance;
    }

    /** Delivers events. */
    @Override
    public EventLanes get() {
        EventLanes running = lanes;
        if (running != null) {
            return running;
        }
        starting.lock();
        try {
            if (lanes == null) {
                lanes = new EventLanes(new DaemonThreads(config, "events"));
            }
            return lanes;
        } finally {
            starting.unlock();
        }
    }

    /** Runs the asynchronous form. */
    Executor executor() {
        Executor given = config.executor();
        return given == null ? workers() : given;
    }

    /** Runs loads ahead, for which nobody waits. */
    Executor refreshExecutor() {
        Executor given = config.refreshExecutor();
        return given == null ? executor() : given;
    }

    @Override
    public void close() {
        maintenance.close();
        starting.lock();
        try {
            if (lanes != null) {
                lanes.close();
            }
            if (workers != null) {
                workers.shutdown();
            }
        } finally {
            starting.unlock();
        }
    }

    private ExecutorService workers() {
        ExecutorService running = workers;
        if (running != null) {
            return running;
        }
        starting.lock();
        try {
            if (workers == null) {
                workers = newWorkers();
            }
            return workers;
        } finally {
            starting.unlock();
        }
    }

    private ExecutorService newWorkers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_WORKERS,
                MOST_WORKERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads(config, "worker"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
