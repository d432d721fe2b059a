package dev.larder.benchmarks.frameworks;

import dev.larder.benchmarks.Arguments;
import dev.larder.benchmarks.Statistics;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.SpringCacheSettings;
import dev.larder.store.EntryView;
import dev.larder.store.Store;
import dev.larder.store.settings.PolicyNames;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Evicts 2,604 of a million entries by a tag, and beside it looks at all entries for those of a tag, as a cache without an
 * index would have to. Prints the CPU time of the calling thread for each, and their ratio, medians of the rounds.
 */
public final class TagEviction {
    private static final int ENTRIES = 1_000_000;
    private static final int TAGS = 384;

    private TagEviction() {}

    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, Set.of("rounds", "warmups"));
        int warmups = arguments.positive("warmups", 20);
        int rounds = arguments.positive("rounds", 40);
        try (Store store = Store.open()) {
            LarderCache cache = filled(store);
            double[] evictions = new double[rounds];
            double[] scans = new double[rounds];
            for (int round = 0; round < warmups + rounds; round++) {
                String tag = "tag " + round % TAGS;
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                long before = threads.getCurrentThreadCpuTime();
                long found = scan(cache, round % TAGS);
                long between = threads.getCurrentThreadCpuTime();
                long evicted = cache.evictByTag(tag);
                long after = threads.getCurrentThreadCpuTime();
                if (evicted != found || evicted < ENTRIES / TAGS) {
                    throw new IllegalStateException("Found " + found + " entries of " + tag + ", evicted " + evicted);
                }
                if (round >= warmups) {
                    scans[round - warmups] = (between - before) / 1e6;
                    evictions[round - warmups] = (after - between) / 1e6;
                }
                fill(cache, round % TAGS);
            }
            double eviction = Statistics.median(evictions);
            double scan = Statistics.median(scans);
            System.out.printf(
                    Locale.ROOT,
                    "eviction of %d entries %.2f ms, scan of %d entries %.1f ms of CPU: %.2f %%%n",
                    ENTRIES / TAGS,
                    eviction,
                    ENTRIES,
                    scan,
                    100 * eviction / scan);
        }
    }

    private static LarderCache filled(Store store) {
        LarderCacheManager manager = LarderCacheManager.builder(store)
                .cache(
                        "products",
                        "the benchmark",
                        SpringCacheSettings.builder(new PolicyNames(TagEviction.class.getClassLoader()))
                                .set("max-entries", "2000000")
                                .build())
                .build();
        LarderCache cache = (LarderCache) Objects.requireNonNull(manager.getCache("products"));
        for (int tag = 0; tag < TAGS; tag++) {
            fill(cache, tag);
        }
        return cache;
    }

    private static void fill(LarderCache cache, int tag) {
        for (int key = tag; key < ENTRIES; key += TAGS) {
            cache.put(key, new User(key, "product"), null, List.of("tag " + tag));
        }
    }

    /** What a scan costs at least: it looks at every entry, and does nothing to those that it finds. */
    private static long scan(LarderCache cache, int tag) {
        long found = 0;
        Iterator<Map.Entry<Object, EntryView<Object>>> all = cache.keyspace().iterator();
        while (all.hasNext()) {
            found += (Integer) all.next().getKey() % TAGS == tag ? 1 : 0;
        }
        return found;
    }
}
