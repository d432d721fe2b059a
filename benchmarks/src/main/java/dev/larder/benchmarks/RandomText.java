package dev.larder.benchmarks;

import java.util.SplittableRandom;

/** Strings of random lower-case letters. */
final class RandomText {
    private RandomText() {}

    static String ofLength(int chars, SplittableRandom random) {
        char[] text = new char[chars];
        for (int i = 0; i < chars; i++) {
            text[i] = (char) ('a' + random.nextInt(26));
        }
        return new String(text);
    }
}
