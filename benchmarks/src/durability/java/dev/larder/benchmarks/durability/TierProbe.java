package dev.larder.benchmarks.durability;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/**
 * A JVM that writes records to a tier, as the engine does, until the disk has confirmed the last, and may read some of them. Tells
 * the time of a record, by the clock and of the process' CPU, which has what the tier's own threads do.
 */
final class TierProbe {
    static final String HOT_GETS = "single gets, 20,000 hot records";
    static final String RANDOM_GETS = "single gets, all records";
    static final String WALL = ", wall";
    static final String CPU = ", CPU of the process";

    private static final int HOT_RECORDS = 20_000;
    private static final int GETS = 1_000_000;
    private static final int WARM_UP_GETS = 200_000;

    private final PrintStream out;
    private final String tierName;
    private final byte[][] keys;
    private final byte[][] records;

    private TierProbe(PrintStream out, String tierName, int recordCount) {
        this.out = out;
        this.tierName = tierName;
        keys = new byte[recordCount][];
        records = new byte[recordCount][];
        for (int i = 0; i < recordCount; i++) {
            keys[i] = Entries.key(i).getBytes(StandardCharsets.US_ASCII);
            records[i] = Entries.value(i).getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Runs with the tier's name, the task, an empty directory and the number of records. */
    public static void main(String[] args) {
        TierTask task = TierTask.valueOf(args[1]);
        TierProbe probe = new TierProbe(System.out, args[0], Integer.parseInt(args[3]));
        TierProvider provider = ServiceLoader.load(TierProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        // What waits for the disk at each put would be measured by the disk's patience alone.
        Map<String, String> settings = args[0].equals("lmdb") ? Map.of("sync", "interval") : Map.of();
        try (TierStore store = provider.open(Path.of(args[2]).resolve("tier"), settings, Duration.ofSeconds(1))) {
            probe.run(task, store.tier("entries"));
        }
    }

    private void run(TierTask task, Tier tier) {
        int[] order = task.isSorted() ? ascending(keys.length) : Entries.shuffled(keys.length);
        CpuMeter meter = CpuMeter.start();
        if (task.isBulk()) {
            load(tier, order);
        } else {
            put(tier, order);
        }
        tell(task.title(), meter, keys.length);
        if (task.isReadAfterwards()) {
            get(tier, HOT_RECORDS, WARM_UP_GETS);
            tellGets(tier, HOT_GETS, HOT_RECORDS);
            tellGets(tier, RANDOM_GETS, keys.length);
        }
    }

    private static int[] ascending(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private void load(Tier tier, int[] order) {
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            for (int number : order) {
                load.add(keys[number], records[number]);
            }
            load.commit();
        }
    }

    private void put(Tier tier, int[] order) {
        long change = 0;
        for (int number : order) {
            change = tier.put(keys[number], records[number]);
        }
        tier.whenDurable(change).toCompletableFuture().join();
    }

    private void tellGets(Tier tier, String title, int among) {
        CpuMeter meter = CpuMeter.start();
        get(tier, among, GETS);
        tell(title, meter, GETS);
    }

    private void get(Tier tier, int among, int count) {
        SplittableRandom random = new SplittableRandom(among);
        int bound = Math.min(among, keys.length);
        for (int i = 0; i < count; i++) {
            int number = random.nextInt(bound);
            if (tier.get(keys[number]) == null) {
                throw new IllegalStateException("The record " + number + " is not in the tier any more.");
            }
        }
    }

    private void tell(String title, CpuMeter meter, int count) {
        double wallNanos = meter.wallNanos();
        double cpuNanos = meter.processNanos();
        Figures.tell(out, figure(tierName, title, WALL), "µs", wallNanos / count / 1e3);
        Figures.tell(out, figure(tierName, title, CPU), "µs", cpuNanos / count / 1e3);
    }

    /** What a figure is called. */
    static String figure(String tierName, String title, String measure) {
        return tierName + ", " + title + measure;
    }
}
