package dev.larder.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Measures one contestant's heap and prints bytes per entry as its last line.
 *
 * <p>The heap is read with all keys and values in two arrays, then with the cache filled and the arrays emptied. A cache
 * that keeps the objects it was given adds its own structures only; one that copies them replaces the payload by its
 * copies, and the difference tells that too.
 */
final class FootprintProbe {
    private static final int COLLECTIONS = 3;

    // Static, since compiled code lets go of a local variable after its last use, and the first look would then count
    // arrays that the second does not.
    private static String[] keys = {};
    private static String[] values = {};

    private FootprintProbe() {}

    public static void main(String[] args) {
        int entries = Integer.parseInt(args[1]);
        keys = new String[entries];
        values = new String[entries];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < entries; i++) {
            keys[i] = RandomText.ofLength(CacheContents.KEY_CHARS, random);
            values[i] = RandomText.ofLength(ValueKind.CHARS, random);
        }
        String firstKey = new String(keys[0].toCharArray());
        try (Subject<String> subject = Providers.open(args[0], String.class, CacheSettings.byValue())) {
            subject.put(firstKey, values[0]);
            long withPayloadBytes = usedAfterCollections();
            for (int i = 0; i < entries; i++) {
                subject.put(keys[i], values[i]);
            }
            Arrays.fill(keys, null);
            Arrays.fill(values, null);
            long withCacheBytes = usedAfterCollections();
            if (subject.get(firstKey) == null) {
                throw new IllegalStateException(args[0] + " lost an entry; measure it unbounded.");
            }
            System.out.println((double) (withCacheBytes - withPayloadBytes) / entries);
        }
    }

    /**
     * Several collections, since reference queues and finalizers free more after the first. What the pools held right
     * after the last one is read, not what they hold now, which counts all the room that a thread has reserved.
     */
    private static long usedAfterCollections() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long usedBytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                usedBytes += pool.getCollectionUsage().getUsed();
            }
        }
        return usedBytes;
    }
}
