package dev.larder.tck;

import dev.larder.tck.Transcript.Line;
import dev.larder.tck.Transcript.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a {@link Transcript} of a JVM's tests to the file that the system property {@value #FILE_PROPERTY} names;
 * does nothing where it is not set.
 *
 * <p>The TCK leaves a test out by running an empty statement in its place, and says so in the log only; JUnit sees a
 * pass. All its reasons go that way: the exclude list, a missing unwrap class, a provider without store by reference,
 * no bean provider for the annotations. So this class listens to the log as well.
 *
 * <p><b>Threads:</b> tests run one after the other; the log may be written from any thread.
 */
public final class TranscriptListener implements TestExecutionListener {

    static final String FILE_PROPERTY = "larder.tck.transcript";

    private static final String EXCLUSION_MESSAGE = "===== EXCLUDING TEST";

    private final @Nullable Path file;
    private final List<Line> lines = new ArrayList<>();
    private final ExclusionLog exclusionLog = new ExclusionLog();

    /** Called by the JUnit platform, through {@code META-INF/services}. */
    public TranscriptListener() {
        this(System.getProperty(FILE_PROPERTY) == null ? null : Path.of(System.getProperty(FILE_PROPERTY)));
    }

    TranscriptListener(@Nullable Path file) {
        this.file = file;
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        if (identifier.isTest()) {
            // For each test anew: a test, or the provider, may have reset the loggers.
            Logger root = Logger.getLogger("");
            root.removeHandler(exclusionLog);
            root.addHandler(exclusionLog);
            exclusionLog.excluding = false;
        }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (identifier.isTest()) {
            record(identifier, outcomeOf(result));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        if (identifier.isTest()) {
            record(identifier, Outcome.SKIPPED);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Logger.getLogger("").removeHandler(exclusionLog);
        if (file != null) {
            try {
                new Transcript(lines).appendTo(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        lines.clear();
    }

    private Outcome outcomeOf(TestExecutionResult result) {
        if (result.getStatus() == Status.SUCCESSFUL) {
            return exclusionLog.excluding ? Outcome.EXCLUDED : Outcome.PASSED;
        }
        return result.getStatus() == Status.ABORTED ? Outcome.SKIPPED : Outcome.FAILED;
    }

    private void record(TestIdentifier identifier, Outcome outcome) {
        String test = identifier
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> source.getClassName() + '#' + withoutParameters(source.getMethodName()))
                .orElseGet(identifier::getUniqueId);
        lines.add(new Line(outcome, test));
    }

    /** {@code "method[true]"} becomes {@code "method"}. */
    private static String withoutParameters(String methodName) {
        int bracket = methodName.indexOf('[');
        return bracket < 0 ? methodName : methodName.substring(0, bracket);
    }

    private static final class ExclusionLog extends Handler {

        private volatile boolean excluding;

        @Override
        public void publish(LogRecord entry) {
            String message = entry.getMessage();
            if (message != null && message.startsWith(EXCLUSION_MESSAGE)) {
                excluding = true;
            }
        }

        @Override
        public void flush() {
            // Keeps nothing back.
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }
}
