package dev.larder.benchmarks.durability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes to a Redis whose data is an append-only file, over a socket, as a blocking client makes them. */
final class RedisWrites {
    private final String program;
    private final Sample sample;
    private final Duration time;

    /**
     * Writes of the sample, each measurement for that time.
     *
     * @param program the server's
     */
    RedisWrites(String program, Sample sample, Duration time) {
        this.program = program;
        this.sample = sample;
        this.time = time;
    }

    /** Writes of threads that have a connection each and wait for each answer. */
    double perSecond(Path directory, String fsync, int threadCount) throws Exception {
        List<RedisConnection> connections = new ArrayList<>();
        try (RedisServer server = RedisServer.start(program, directory, fsync)) {
            for (int i = 0; i < threadCount; i++) {
                connections.add(server.connect());
            }
            return Writers.perSecond(threadCount, Thread::new, time, thread -> {
                RedisConnection connection = connections.get(thread);
                return number -> set(connection, Sample.position(thread, threadCount, number));
            });
        } finally {
            for (RedisConnection connection : connections) {
                connection.close();
            }
        }
    }

    private void set(RedisConnection connection, int position) throws IOException {
        connection.set(sample.keyBytes(position), sample.valueBytes(position));
    }
}
