package dev.larder.benchmarks.traces;

import java.util.DoubleSummaryStatistics;
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
     * The hit ratios of several replays, each through a fresh cache, for caches that choose by chance.
     *
     * @param open opens the cache of a replay, which are counted from 0
     */
    static DoubleSummaryStatistics hitRatios(long[] keys, int replays, IntFunction<HitRatioSubject> open) {
        DoubleSummaryStatistics ratios = new DoubleSummaryStatistics();
        for (int replay = 0; replay < replays; replay++) {
            try (HitRatioSubject subject = open.apply(replay)) {
                ratios.accept(hitRatio(keys, subject));
            }
        }
        return ratios;
    }
}
