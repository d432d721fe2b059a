package dev.larder.spring.boot;

import java.util.concurrent.Executor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Runs what the store does in the background: loads ahead of time, which call the application's own methods. So none begins
 * while the application is stopped, and those under way end before its beans are destroyed. Stops as all of Spring's
 * executors do, after the web server, and goes on where it stopped.
 *
 * <p>Has an executor and is none, for Spring Boot and {@code @Async} take the only one they find for the application's.
 */
final class BackgroundLoads implements SmartLifecycle, DisposableBean {
    private static final int MOST_THREADS = 16;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

    BackgroundLoads() {
        executor.setThreadNamePrefix("larder-worker-");
        executor.setDaemon(true);
        executor.setCorePoolSize(MOST_THREADS);
        executor.setKeepAliveSeconds(IDLE_SECONDS);
        executor.setAllowCoreThreadTimeOut(true);
        executor.initialize();
    }

    Executor executor() {
        return executor;
    }

    @Override
    public void start() {
        executor.start();
    }

    @Override
    public void stop() {
        executor.stop();
    }

    @Override
    public void stop(Runnable callback) {
        executor.stop(callback);
    }

    @Override
    public boolean isRunning() {
        return executor.isRunning();
    }

    @Override
    public int getPhase() {
        return executor.getPhase();
    }

    @Override
    public void destroy() {
        executor.shutdown();
    }
}
