package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.Statistics;
import dev.larder.core.journal.Journal;
import dev.larder.core.journal.JournalConfig;
import dev.larder.store.Durability;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the log beside what the disk gives to a plain file: appends a second and their ratio to raw appends of 128 bytes
 * with a confirmation each. All contestants run in each round, one after the other, so that a disk that becomes slow is slow
 * for all.
 */
public final class LogThroughput {
    private static final int PAYLOAD_BYTES = 128;
    private static final int WINDOW = 800;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final Path directory;
    private final long roundNanos;

    private LogThroughput(Path directory, Duration round) {
        this.directory = directory;
        this.roundNanos = round.toNanos();
    }

    /** Runs with {@code --directory} (on the disk to be measured), {@code --rounds} and {@code --millis} of each. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args, Set.of("directory", "rounds", "millis"));
        Path directory = Path.of(arguments.text("directory", "target/log-throughput"));
        Duration round = Duration.ofMillis(arguments.positive("millis", 1000));
        LogThroughput measurement = new LogThroughput(directory, round);
        Map<String, List<Double>> results = new LinkedHashMap<>();
        int rounds = arguments.positive("rounds", 5);
        for (int i = 0; i < rounds + 1; i++) {
            for (Contestant contestant : measurement.contestants()) {
                double value = measurement.measure(contestant);
                if (i > 0) { // the first round warms up
                    results.computeIfAbsent(contestant.name, name -> new ArrayList<>()).add(value);
                }
            }
        }
        report(results);
    }

    private interface Measured {
        double run() throws Exception;
    }

    private record Contestant(String name, Measured measured) {}

    private List<Contestant> contestants() {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new Contestant("raw append + fdatasync", this::rawAppends));
        for (int writers : new int[] {1, 8, 64}) {
            contestants.add(new Contestant("SYNC, " + writers + " threads", () -> synced(writers, Thread::new)));
        }
        ThreadFactory virtual = virtualThreads();
        if (virtual != null) {
            contestants.add(new Contestant("SYNC, 64 virtual threads", () -> synced(64, virtual)));
        }
        contestants.add(new Contestant("SYNC, window of " + WINDOW, this::window));
        contestants.add(new Contestant("BACKGROUND, 8 threads", () -> background(8)));
        contestants.add(new Contestant("NONE, ns of CPU per append", this::cpuNanosPerAppend));
        return contestants;
    }

    /** Virtual threads where the platform has them; null where not. */
    private static @Nullable ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private double measure(Contestant contestant) throws Exception {
        Files.createDirectories(directory);
        try {
            return contestant.measured.run();
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private double rawAppends() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(payload());
        try (FileChannel file = FileChannel.open(
                directory.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - start < roundNanos) {
                file.write(bytes.rewind());
                file.force(false);
                count++;
            }
            return perSecond(count, start);
        }
    }

    private double synced(int writers, ThreadFactory threads) throws Exception {
        return inThreads(writers, threads, (journal, payload) ->
                journal.awaitDurable(journal.append(payload, 0, payload.length, Durability.SYNC)));
    }

    private double background(int writers) throws Exception {
        return inThreads(writers, Thread::new, (journal, payload) ->
                journal.append(payload, 0, payload.length, Durability.BACKGROUND));
    }

    private interface Write {
        void run(Journal journal, byte[] payload);
    }

    private double inThreads(int writers, ThreadFactory factory, Write write) throws Exception {
        AtomicLong count = new AtomicLong();
        try (Journal journal = open()) {
            long start = System.nanoTime();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Thread thread = factory.newThread(() -> count.addAndGet(writeForRound(journal, write)));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return perSecond(count.get(), start);
        }
    }

    private long writeForRound(Journal journal, Write write) {
        byte[] payload = payload();
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < roundNanos) {
            write.run(journal, payload);
            count++;
        }
        return count;
    }

    private double window() {
        byte[] payload = payload();
        try (Journal journal = open()) {
            Queue<CompletableFuture<@Nullable Void>> outstanding = new ArrayDeque<>();
            long start = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - start < roundNanos) {
                outstanding.add(journal.whenDurable(journal.append(payload, 0, payload.length, Durability.SYNC)));
                if (outstanding.size() == WINDOW) {
                    outstanding.remove().join();
                    count++;
                }
            }
            outstanding.forEach(CompletableFuture::join);
            return perSecond(count + outstanding.size(), start);
        }
    }

    private double cpuNanosPerAppend() {
        try (Journal journal = open()) {
            long start = CPU.getCurrentThreadCpuTime();
            long count = writeForRound(journal, (log, payload) -> log.append(payload, 0, payload.length, Durability.NONE));
            return (double) (CPU.getCurrentThreadCpuTime() - start) / count;
        }
    }

    private Journal open() {
        JournalConfig config = new JournalConfig(
                FileSystem.system(),
                directory,
                new UUID(1, 2),
                64 << 20,
                Duration.ofSeconds(1),
                LogThroughput::daemon,
                true,
                new Random());
        return Journal.open(config, 1, (block, sequence, bytes, offset, length) -> {});
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "log");
        thread.setDaemon(true);
        return thread;
    }

    private static byte[] payload() {
        return new byte[PAYLOAD_BYTES];
    }

    private static double perSecond(long count, long startNanos) {
        return count * 1e9 / (System.nanoTime() - startNanos);
    }

    private static void report(Map<String, List<Double>> results) {
        double raw = Double.NaN;
        System.out.println("| what | median | from - to | ratio to raw |\n|---|---|---|---|");
        for (Map.Entry<String, List<Double>> result : results.entrySet()) {
            double[] values =
                    result.getValue().stream().mapToDouble(Double::doubleValue).toArray();
            double median = Statistics.median(values);
            raw = Double.isNaN(raw) ? median : raw;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f - %,.0f | %.2f |%n",
                    result.getKey(),
                    median,
                    Statistics.quantile(0, values),
                    Statistics.quantile(1, values),
                    median / raw);
        }
    }
}
