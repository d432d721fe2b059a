package dev.larder.testkit;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Notes what Larder logs while it is open, instead of printing it. Safe from any thread. */
public final class LogSpy extends Handler implements AutoCloseable {
    /** Held, because the JDK itself holds loggers weakly. */
    private final Logger logger;

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** Notes what any of their classes logs. */
    public LogSpy() {
        this("dev.larder");
    }

    /** Notes what one class logs. */
    public LogSpy(Class<?> type) {
        this(type.getName());
    }

    private LogSpy(String loggerName) {
        logger = Logger.getLogger(loggerName);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** What was logged up to now. */
    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** The same as text. */
    public List<String> messages() {
        return records().stream().map(LogSpy::textOf).toList();
    }

    private static String textOf(LogRecord logged) {
        Object[] parameters = logged.getParameters();
        return parameters == null || parameters.length == 0
                ? logged.getMessage()
                : MessageFormat.format(logged.getMessage(), parameters);
    }

    @Override
    public void publish(LogRecord logged) {
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
