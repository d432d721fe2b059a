package dev.larder.benchmarks.traces;

import java.util.function.IntFunction;

/** Replays keys through a cache and counts its hits. */
final class Replay {
    private Replay() {}

    /** The share of the keys, from 0 to 1, that the cache had when it was asked for them. */
    static double hitRatio(long[] keys, HitRatioSubject subject) {
        long hits = 0;
        for (long key : keys) {
            if (subject.access(key)) {
                hits++;
            }
        }
        return (double) hits / keys.length;
    }

    /**
     * The mean over several replays, each through a fresh cache, for caches that choose by chance.
     *
     * @param open opens the cache of a replay, which are counted from 0
     */
    static double meanHitRatio(long[] keys, int replays, IntFunction<HitRatioSubject> open) {
        double sum = 0;
        for (int replay = 0; replay < replays; replay++) {
            try (HitRatioSubject subject = open.apply(replay)) {
                sum += hitRatio(keys, subject);
            }
        }
        return sum / replays;
    }
}
