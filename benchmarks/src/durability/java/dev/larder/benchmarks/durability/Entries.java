package dev.larder.benchmarks.durability;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What is written: keys of 16 characters and values of 100, all in Latin letters and digits. A value is 50 random bytes in
 * hexadecimal, so half of it could be saved by a compressor. Every process makes the same.
 */
final class Entries {
    static final int KEY_BYTES = 16;
    static final int VALUE_BYTES = 100;
    static final int PAYLOAD_BYTES = KEY_BYTES + VALUE_BYTES;

    private static final long SEED = 20_261_122;
    private static final int DIGITS_OF_A_DRAW = 16;
    private static final String DIGITS = "0123456789abcdef";

    private Entries() {}

    /** A key; its order is that of the numbers. */
    static String key(long number) {
        return String.format(Locale.ROOT, "key-%012d", number);
    }

    /** The value of that number's key. */
    static String value(long number) {
        SplittableRandom random = new SplittableRandom(SEED ^ number);
        char[] digits = new char[VALUE_BYTES];
        long draw = 0;
        for (int i = 0; i < digits.length; i++) {
            draw = i % DIGITS_OF_A_DRAW == 0 ? random.nextLong() : draw >>> 4;
            digits[i] = DIGITS.charAt((int) draw & 15);
        }
        return new String(digits);
    }

    /** The numbers below a count in an order drawn at random, always the same. */
    static int[] shuffled(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
