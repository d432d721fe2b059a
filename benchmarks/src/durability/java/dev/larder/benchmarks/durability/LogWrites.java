package dev.larder.benchmarks.durability;

import dev.larder.core.journal.Journal;
import dev.larder.store.Durability;
import java.nio.file.Path;
import java.time.Duration;

/** Appends to the log by itself, which shows what of a put the keyspace costs. */
final class LogWrites {
    /** About what the record of a put of {@link Entries} has. */
    static final int PAYLOAD_BYTES = 128;

    private final Duration time;

    LogWrites(Duration time) {
        this.time = time;
    }

    /** Appends of threads that wait for each as the durability says. */
    double perSecond(Path directory, Durability durability, int threadCount) throws Exception {
        try (Journal log = LarderStores.log(directory)) {
            return Writers.perSecond(threadCount, Thread::new, time, thread -> {
                byte[] payload = new byte[PAYLOAD_BYTES];
                return number -> append(log, payload, durability);
            });
        }
    }

    private static void append(Journal log, byte[] payload, Durability durability) {
        long sequence = log.append(payload, 0, payload.length, durability);
        if (durability == Durability.SYNC) {
            log.awaitDurable(sequence);
        }
    }
}
