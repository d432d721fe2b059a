package dev.larder.spring.boot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/**
 * Runs the loads that reads of ageing entries begin. They call the application's own methods, so none begins while the
 * application is stopped: those that are asked for then wait for the next start. A stop is complete when all that began have
 * ended. It comes before that of Spring's executors, which loads may be waiting for, and after the web server's.
 *
 * <p>Safe from any thread.
 */
final class BackgroundLoads implements SmartLifecycle, DisposableBean {
    private static final int MOST_THREADS = 16;
    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads = newThreads();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean running;
    private boolean destroyed;
    private @Nullable Runnable whenStopped;

    private static ExecutorService newThreads() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("larder-refresh-");
        factory.setDaemon(true);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Begins a load, or lets it wait for the next start. */
    synchronized void begin(Runnable load) {
        if (destroyed) {
            throw new RejectedExecutionException("The application has ended, so nothing is loaded ahead any more.");
        }
        if (running) {
            underWay++;
            threads.execute(() -> run(load));
        } else {
            waiting.add(load);
        }
    }

    private void run(Runnable load) {
        try {
            load.run();
        } finally {
            ended();
        }
    }

    private void ended() {
        Runnable callback = null;
        synchronized (this) {
            underWay--;
            if (underWay == 0) {
                callback = whenStopped;
                whenStopped = null;
            }
        }
        if (callback != null) {
            callback.run();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        while (!waiting.isEmpty()) {
            begin(waiting.remove());
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        synchronized (this) {
            running = false;
            if (underWay > 0) {
                whenStopped = callback;
                return;
            }
        }
        callback.run();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ExecutorConfigurationSupport.DEFAULT_PHASE + 1;
    }

    @Override
    public synchronized void destroy() {
        running = false;
        destroyed = true;
        waiting.clear();
        threads.shutdown();
    }
}
