package dev.larder.benchmarks.durability;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A Redis of our own on a free port of the loopback interface, whose data is an append-only file. Ended by {@link #close}. */
final class RedisServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long RETRY_MILLIS = 20;

    private final Process process;
    private final int port;
    private final Path output;

    private RedisServer(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Whether there is a program of that name. */
    static boolean isInstalled(String program) {
        return Files.isExecutable(Path.of(program))
                || List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param directory of its data, on the disk to be measured
     * @param fsync what a write waits for: {@code always}, {@code everysec} or {@code no}
     * @throws IllegalStateException if it does not start; the message has what it wrote
     */
    static RedisServer start(String program, Path directory, String fsync) throws IOException, InterruptedException {
        int port = freePort();
        Path output = directory.resolve("redis.log");
        Process process = new ProcessBuilder(
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        directory.toAbsolutePath().toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        fsync,
                        "--auto-aof-rewrite-percentage",
                        "0",
                        "--save",
                        "")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        RedisServer server = new RedisServer(process, port, output);
        try {
            server.awaitAnswer();
            return server;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
            try (RedisConnection connection = connect()) {
                connection.ping();
                return;
            } catch (ConnectException notYet) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
        throw new IllegalStateException(String.format(
                Locale.ROOT,
                "Redis did not answer on port %d within %s; it wrote:%n%s",
                port,
                PATIENCE,
                Files.readString(output, StandardCharsets.UTF_8)));
    }

    /** A connection of the caller's own. */
    RedisConnection connect() throws IOException {
        return RedisConnection.open(port);
    }

    /** Has the server end in its own way; by force if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
