package dev.larder.core.keyspace;

import dev.larder.store.StoreConfig;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of a store: daemons with the store's class loader, and with nothing of the thread that happens to
 * start them. Safe from any thread.
 */
final class DaemonThreads implements ThreadFactory {
    private final StoreConfig config;
    private final String role;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * Creates a factory.
     *
     * @param role what the threads do, for their names
     */
    DaemonThreads(StoreConfig config, String role) {
        this.config = config;
        this.role = role;
    }

    @Override
    public Thread newThread(Runnable task) {
        String name = config.name() + "-" + role + "-" + number.incrementAndGet();
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(config.classLoader());
        return thread;
    }
}
