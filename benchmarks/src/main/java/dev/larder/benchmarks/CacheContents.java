package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The cache under measurement, filled, and what it is asked for: 100,000 keys of 16 characters, equal but not identical
 * to those it holds, in an order drawn from a Zipf distribution of skew 0.99.
 */
@State(Scope.Benchmark)
public class CacheContents {
    static final int KEY_COUNT = 100_000;
    static final int KEY_CHARS = 16;
    static final double SKEW = 0.99;
    static final int SEQUENCE_LOG2 = 20;
    private static final int POOL_SIZE = 1024;
    private static final int BULK_SIZE = 50;
    private static final int WARMING_READS_PER_KEY = 5;
    private static final long SEED = 20_261_121;

    /** The contestant's short name, see {@link Providers}. */
    @Param({"raw-chm", "raw-caffeine", "larder", "caffeine", "ehcache", "cache2k", "infinispan", "hazelcast", "ri"})
    public String provider = Providers.RAW_MAP;

    /** Smaller in tests only. */
    @Param("100000")
    public int keyCount = KEY_COUNT;

    private @Nullable Subject<Object> subject;
    private String[] askedKeys = {};
    private Object[] pool = {};
    private List<Set<String>> bulks = List.of();
    private @Nullable ZipfSequence sequence;

    /** Opens and fills the cache for the workload that the benchmark method is named after. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams params) {
        open(Workload.named(params.getBenchmark()));
        settle();
    }

    /**
     * Has the heap look as it does after a while, not as filling left it: what each cache dropped between two
     * entries while it was filled would else lie between them, and a lookup wait for more memory.
     */
    private static void settle() {
        System.gc();
    }

    @SuppressWarnings("unchecked")
    void open(Workload workload) {
        SplittableRandom random = new SplittableRandom(SEED);
        ValueKind kind = workload.valueKind();
        sequence = new ZipfSequence(keyCount, SKEW, SEQUENCE_LOG2, random);
        String[] storedKeys = new String[keyCount];
        askedKeys = new String[keyCount];
        for (int i = 0; i < keyCount; i++) {
            storedKeys[i] = RandomText.ofLength(KEY_CHARS, random);
            askedKeys[i] = String.valueOf(storedKeys[i].toCharArray());
        }
        pool = new Object[POOL_SIZE];
        for (int i = 0; i < POOL_SIZE; i++) {
            pool[i] = kind.create(i, random);
        }
        Subject<Object> opened = Providers.open(provider, (Class<Object>) kind.type(), workload.settings());
        subject = opened;
        if (workload.settings().maxEntries().isPresent()) {
            for (int position = 0; position < WARMING_READS_PER_KEY * keyCount; position++) {
                readOrLoad(position);
            }
            return;
        }
        for (int i = 0; i < keyCount; i++) {
            opened.put(storedKeys[i], kind.create(i, random));
        }
        requireAllPresent(opened);
        if (workload == Workload.GET_ALL_50) {
            bulks = bulks();
        }
    }

    private void requireAllPresent(Subject<Object> opened) {
        for (int i = 0; i < keyCount; i++) {
            if (opened.get(askedKeys[i]) == null) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "%s lost key %d of %d while it was filled, so its hits cannot be measured; give it an unbounded"
                                + " cache.",
                        provider,
                        i,
                        keyCount));
            }
        }
    }

    private List<Set<String>> bulks() {
        List<Set<String>> filled = new ArrayList<>(POOL_SIZE);
        int position = 0;
        while (filled.size() < POOL_SIZE) {
            Set<String> keys = new HashSet<>();
            while (keys.size() < BULK_SIZE) {
                keys.add(key(position++));
            }
            filled.add(keys);
        }
        return filled;
    }

    /** Cache-aside: asks the cache and stores what it had not. Returns whether it had. */
    boolean readOrLoad(int position) {
        Subject<Object> opened = subject();
        String key = key(position);
        if (opened.get(key) != null) {
            return true;
        }
        opened.put(key, value(position));
        return false;
    }

    @SuppressWarnings("NullAway") // Set before the first benchmark call; a check would be measured.
    Subject<Object> subject() {
        return subject;
    }

    @SuppressWarnings("NullAway") // As above.
    String key(int position) {
        return askedKeys[sequence.at(position)];
    }

    Object value(int position) {
        return pool[position & (POOL_SIZE - 1)];
    }

    Set<String> bulk(int position) {
        return bulks.get(position & (POOL_SIZE - 1));
    }

    @SuppressWarnings("NullAway")
    int sequenceLength() {
        return sequence.length();
    }

    @TearDown(Level.Trial)
    public void close() {
        if (subject != null) {
            subject.close();
        }
    }
}
