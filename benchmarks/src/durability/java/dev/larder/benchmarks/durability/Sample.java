package dev.larder.benchmarks.durability;

import java.nio.charset.StandardCharsets;

/**
 * Entries for writers to write, made before anything is measured: keys in an order drawn at random, which many threads share out
 * among them, and values. As text, which Larder encodes, and as bytes, which the others take. Safe for use by any number of
 * threads.
 */
final class Sample {
    private static final int KEY_COUNT = 1 << 17;
    private static final int VALUE_COUNT = 1 << 10;

    private final String[] keys = new String[KEY_COUNT];
    private final byte[][] keyBytes = new byte[KEY_COUNT][];
    private final String[] values = new String[VALUE_COUNT];
    private final byte[][] valueBytes = new byte[VALUE_COUNT][];

    Sample() {
        int[] order = Entries.shuffled(KEY_COUNT);
        for (int i = 0; i < KEY_COUNT; i++) {
            keys[i] = Entries.key(order[i]);
            keyBytes[i] = keys[i].getBytes(StandardCharsets.US_ASCII);
        }
        for (int i = 0; i < VALUE_COUNT; i++) {
            values[i] = Entries.value(i);
            valueBytes[i] = values[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /**
     * The position of a thread's write: those of all threads differ, until they have gone round.
     *
     * @param number counts the thread's writes, from 0
     */
    static int position(int thread, int threadCount, long number) {
        return (int) ((number * threadCount + thread) & (KEY_COUNT - 1));
    }

    String key(int position) {
        return keys[position];
    }

    byte[] keyBytes(int position) {
        return keyBytes[position];
    }

    String value(int position) {
        return values[position & (VALUE_COUNT - 1)];
    }

    byte[] valueBytes(int position) {
        return valueBytes[position & (VALUE_COUNT - 1)];
    }
}
