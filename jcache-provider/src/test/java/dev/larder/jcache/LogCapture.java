package dev.larder.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the provider and the engine log while it is open; kept off the console. Safe from any thread. */
final class LogCapture extends Handler implements AutoCloseable {
    /** Held, because the JDK itself holds loggers weakly. */
    private final Logger logger = Logger.getLogger("dev.larder");

    private final List<LogRecord> records = new ArrayList<>();

    LogCapture() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** What was logged up to now. */
    synchronized List<LogRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public synchronized void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
