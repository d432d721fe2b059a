package dev.larder.core.policy;

import java.util.Arrays;

/**
 * Remembers about how often each hash was used lately, from 0 to 15 times, in 8 to 16 bytes for each entry of the
 * cache. May say too much, where hashes share counters; too little only after a halving.
 */
/*
 * A count-min sketch (Cormode and Muthukrishnan, "An improved data stream summary", 2005) of four rows of 4-bit
 * counters, aged by halving as in Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy"
 * (2017): after ten uses for each entry of the cache all counters are halved, so that what was popular once is
 * forgotten.
 *
 * The four counters of a hash lie in one block of 64 bytes, so that counting a use touches one or two cache lines and
 * not four (after Putze, Sanders and Singler, "Cache-, hash- and space-efficient Bloom filters", 2009). Of a block's
 * eight words each row has two, which is 32 counters. Hashes are mixed by triple32 of Wellons' hash-prospector: its
 * first two rounds choose the block, the third the counters. Mixing, blocks and the smallest size are as in Caffeine
 * 3.3.1: where a cache is small, hit ratios depend more on which keys share counters than on anything else, and could
 * not be compared otherwise.
 *
 * Because lower bits choose the block, a sketch doubles by being copied behind itself: every hash finds in its new
 * block what its old one held.
 */
final class FrequencySketch {
    static final int LARGEST_FREQUENCY = 15;

    private static final int USES_BEFORE_HALVING = 10;
    private static final int BLOCK_SHIFT = 3;
    private static final int SMALLEST_CAPACITY = 256;
    private static final int LARGEST_LENGTH = 1 << 27;
    private static final int ROWS = 4;
    private static final int CHOICE_BITS = 8;
    private static final long ODD_COUNTERS = 0x1111_1111_1111_1111L;
    private static final long HALVED_COUNTERS = 0x7777_7777_7777_7777L;

    private long[] words;
    private int blockMask;
    private long capacity;
    private long uses;

    /** Creates a sketch for a cache of so many entries. What is beyond {@link #LARGEST_LENGTH} shares its counters. */
    FrequencySketch(long capacity) {
        this.capacity = Math.max(SMALLEST_CAPACITY, Math.min(capacity, LARGEST_LENGTH));
        words = new long[Integer.highestOneBit((int) (this.capacity * 2 - 1))];
        blockMask = (words.length >>> BLOCK_SHIFT) - 1;
    }

    /** For how many entries the sketch is. */
    long capacity() {
        return capacity;
    }

    /** After how many uses the counters are halved, at the earliest. */
    long sampleSize() {
        return USES_BEFORE_HALVING * capacity;
    }

    /** Counts a use. */
    void increment(int hash) {
        int mixed = mix(hash);
        int block = (mixed & blockMask) << BLOCK_SHIFT;
        int choices = mixAgain(mixed);
        boolean counted = false;
        for (int row = 0; row < ROWS; row++) {
            int choice = choices >>> (row * CHOICE_BITS);
            counted |= incrementAt(block + wordOf(choice, row), shiftOf(choice));
        }
        if (counted && ++uses >= sampleSize()) {
            halve();
        }
    }

    /** About how often the hash was used, up to {@link #LARGEST_FREQUENCY}. */
    int frequency(int hash) {
        int mixed = mix(hash);
        int block = (mixed & blockMask) << BLOCK_SHIFT;
        int choices = mixAgain(mixed);
        int frequency = LARGEST_FREQUENCY;
        for (int row = 0; row < ROWS; row++) {
            int choice = choices >>> (row * CHOICE_BITS);
            long word = words[block + wordOf(choice, row)];
            frequency = Math.min(frequency, (int) (word >>> shiftOf(choice)) & LARGEST_FREQUENCY);
        }
        return frequency;
    }

    /** Makes room for twice as many entries, unless the sketch is as large as it gets; forgets nothing. */
    void grow() {
        if (capacity * 2 > LARGEST_LENGTH) {
            return;
        }
        capacity *= 2;
        if (words.length < capacity) {
            int length = words.length;
            words = Arrays.copyOf(words, 2 * length);
            System.arraycopy(words, 0, words, length, length);
            blockMask = (words.length >>> BLOCK_SHIFT) - 1;
        }
    }

    private boolean incrementAt(int index, int shift) {
        long word = words[index];
        if (((word >>> shift) & LARGEST_FREQUENCY) == LARGEST_FREQUENCY) {
            return false;
        }
        words[index] = word + (1L << shift);
        return true;
    }

    /** Halves all counters and the count of uses, less what rounding down takes from the counters. */
    private void halve() {
        long odd = 0;
        for (int i = 0; i < words.length; i++) {
            long word = words[i];
            odd += Long.bitCount(word & ODD_COUNTERS);
            words[i] = (word >>> 1) & HALVED_COUNTERS;
        }
        uses = Math.max(0, uses - odd / ROWS) / 2;
    }

    private static int wordOf(int choice, int row) {
        return 2 * row + (choice & 1);
    }

    private static int shiftOf(int choice) {
        return ((choice >>> 1) & 15) << 2;
    }

    /** Spreads a hash code, of which often only the lower bits differ. */
    private static int mix(int hash) {
        int mixed = hash ^ (hash >>> 17);
        mixed *= 0xed5ad4bb;
        mixed ^= mixed >>> 11;
        mixed *= 0xac4c1b51;
        return mixed ^ (mixed >>> 15);
    }

    private static int mixAgain(int mixed) {
        int more = mixed * 0x31848bab;
        return more ^ (more >>> 14);
    }
}
