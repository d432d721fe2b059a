package dev.larder.benchmarks.durability;

import dev.larder.benchmarks.Arguments;
import dev.larder.store.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * Measures writes to a keyspace with a log beside what the disk gives to a plain file, and beside Redis and RocksDB: writes of
 * about 128 bytes a second, and what goes through when very many are written.
 */
public final class CompareDurability {
    private static final int WINDOW = 800;
    private static final String PER_SECOND = "writes/s";
    private static final String RAW = "raw append + fdatasync";
    private static final String RAW_PREALLOCATED = "raw append + fdatasync, preallocated";
    private static final String SEQUENTIAL = "raw sequential write + fdatasync";
    private static final String SEQUENTIAL_LARDER = "Larder BACKGROUND, 8 threads, all confirmed";
    private static final String WINDOWED = "Larder SYNC, window of " + WINDOW;
    private static final String VIRTUAL = "Larder SYNC, 64 virtual threads";
    private static final String ROCKSDB = "RocksDB unconfirmed, 8 threads";

    /** What is wanted. */
    static final List<Goal> GOALS = List.of(
            Goal.ratio(larder(Durability.SYNC, 1), RAW, "≥ 0.9"),
            Goal.ratio(larder(Durability.SYNC, 1), RAW_PREALLOCATED, "≥ 0.9"),
            Goal.ratio(larder(Durability.SYNC, 1), redis("always", 1), "≥ 1.2"),
            Goal.ratio(larder(Durability.SYNC, 8), RAW, "≥ 7"),
            Goal.ratio(larder(Durability.SYNC, 8), RAW_PREALLOCATED, "≥ 7"),
            Goal.ratio(larder(Durability.SYNC, 8), redis("always", 8), "≥ 1.2"),
            Goal.ratio(larder(Durability.SYNC, 64), redis("always", 64), "≥ 1.0"),
            Goal.ratio(VIRTUAL, redis("always", 64), "≥ 1.0"),
            Goal.ratio(WINDOWED, larder(Durability.SYNC, 1), "≥ 100"),
            Goal.ratio(larder(Durability.BACKGROUND, 8), redis("everysec", 8), "≥ 10"),
            Goal.ratio(larder(Durability.BACKGROUND, 8), ROCKSDB, "≥ 5"),
            Goal.ratio(SEQUENTIAL_LARDER, SEQUENTIAL, "≥ 0.7"));

    private final Duration time;
    private final int mebibytes;
    private final String redisProgram;
    private final Sample sample = new Sample();

    private CompareDurability(Duration time, int mebibytes, String redisProgram) {
        this.time = time;
        this.mebibytes = mebibytes;
        this.redisProgram = redisProgram;
    }

    /** Runs with the options that benchmarks/README.md lists. */
    public static void main(String[] args) throws Exception {
        Figures figures = measure(args);
        System.out.println(figures.table());
        System.out.println(figures.table(GOALS));
    }

    static Figures measure(String... args) throws Exception {
        Arguments arguments =
                new Arguments(args, Set.of("directory", "rounds", "millis", "mebibytes", "redis", "only"));
        CompareDurability comparison = new CompareDurability(
                Duration.ofMillis(arguments.positive("millis", 1000)),
                arguments.positive("mebibytes", 1024),
                arguments.text("redis", "redis-server"));
        Turns turns = new Turns(
                Path.of(arguments.text("directory", "target/durability")), Turns.wanted(arguments), System.err);
        comparison.addTo(turns);
        return turns.runWarm(arguments.positive("rounds", 10));
    }

    private static String larder(Durability durability, int threadCount) {
        return "Larder " + durability + ", " + threads(threadCount);
    }

    private static String redis(String fsync, int threadCount) {
        return "Redis " + fsync + ", " + threads(threadCount);
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private void addTo(Turns turns) {
        addRaw(turns);
        addSynced(turns);
        addUnconfirmed(turns);
        addSequential(turns);
    }

    /** Measures one figure, whose name is the contestant's. */
    private interface WritesPerSecond {
        double measure(Path directory) throws Exception;
    }

    private static void add(Turns turns, String name, WritesPerSecond writes) {
        turns.add(name, (directory, figures) -> figures.add(name, PER_SECOND, writes.measure(directory)));
    }

    private void addRaw(Turns turns) {
        add(turns, RAW, directory -> RawFile.appendsPerSecond(directory, time));
        add(turns, RAW_PREALLOCATED, directory -> RawFile.preallocatedAppendsPerSecond(directory, time));
    }

    private void addSynced(Turns turns) {
        for (int count : new int[] {1, 8, 64}) {
            addLog(turns, Durability.SYNC, count);
            addLarder(turns, Durability.SYNC, count);
            addRedis(turns, "always", count);
        }
        ThreadFactory virtual = Writers.virtualThreads();
        if (virtual != null) {
            add(turns, VIRTUAL, directory -> writes().perSecond(directory, Durability.SYNC, 64, virtual));
        }
        add(turns, WINDOWED, directory -> writes().windowPerSecond(directory, WINDOW));
    }

    private void addUnconfirmed(Turns turns) {
        addLog(turns, Durability.BACKGROUND, 8);
        addLarder(turns, Durability.BACKGROUND, 8);
        addLarder(turns, Durability.NONE, 8);
        for (int count : new int[] {1, 8, 64}) {
            addRedis(turns, "everysec", count);
        }
        add(turns, ROCKSDB, directory -> new RocksDbWrites(sample, time).perSecond(directory, 8));
    }

    private void addLog(Turns turns, Durability durability, int count) {
        String name = "log by itself, " + durability + ", " + threads(count);
        add(turns, name, directory -> new LogWrites(time).perSecond(directory, durability, count));
    }

    private void addLarder(Turns turns, Durability durability, int count) {
        add(turns, larder(durability, count), directory -> writes().perSecond(
                        directory, durability, count, Thread::new));
    }

    private KeyspaceWrites writes() {
        return new KeyspaceWrites(sample, time);
    }

    private void addRedis(Turns turns, String fsync, int count) {
        if (RedisServer.isInstalled(redisProgram)) {
            RedisWrites writes = new RedisWrites(redisProgram, sample, time);
            add(turns, redis(fsync, count), directory -> writes.perSecond(directory, fsync, count));
        }
    }

    private void addSequential(Turns turns) {
        turns.add(SEQUENTIAL, (directory, figures) -> {
            double seconds = RawFile.sequentialNanos(directory, mebibytes) / 1e9;
            figures.add(SEQUENTIAL, "MB/s", mebibytes * (double) (1 << 20) / 1e6 / seconds);
        });
        turns.add(
                SEQUENTIAL_LARDER,
                (directory, figures) ->
                        figures.add(SEQUENTIAL_LARDER, "MB/s", writes().megabytesPerSecond(directory, mebibytes, 8)));
    }
}
