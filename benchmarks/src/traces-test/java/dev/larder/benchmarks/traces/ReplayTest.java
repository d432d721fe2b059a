package dev.larder.benchmarks.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTest {
    /** Twenty keys in turn: least recently used has none of them in time, the others keep some. */
    private static final long[] LOOP =
            IntStream.range(0, 2000).mapToLong(i -> i % 20).toArray();

    @Test
    void hitRatio_everyKeyTwice_isOneHalf() {
        long[] keys = LongStream.range(0, 50).flatMap(k -> LongStream.of(k, k)).toArray();

        assertThat(Replay.hitRatio(keys, PolicyReference.LRU.open(10, 1))).isEqualTo(0.5);
    }

    @Test
    void hitRatio_loopLargerThanTheCache_isNothingForLruAndSomethingForWindowTinyLfu() {
        assertThat(Replay.hitRatio(LOOP, PolicyReference.LRU.open(10, 1))).isZero();
        assertThat(Replay.hitRatio(LOOP, PolicyReference.WINDOW_TINYLFU.open(10, 1))).isGreaterThan(0.2);
    }

    @Test
    void hitRatios_severalReplays_sumUpFreshCaches() {
        DoubleSummaryStatistics ratios =
                Replay.hitRatios(new long[] {1, 1, 2, 2}, 4, replay -> key -> replay == 0);

        assertThat(ratios.getAverage()).isCloseTo(0.25, within(1e-9));
        assertThat(ratios.getMax()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(PolicyReference.class)
    void open_cacheThatHoldsAllKeys_missesOnlyTheFirstRound(PolicyReference policy) {
        assertThat(Replay.hitRatio(LOOP, policy.open(100, 1))).isEqualTo(0.99);
    }

    @ParameterizedTest
    @EnumSource(value = Trace.class, names = {"CORDA_LARGE", "BLOCK_W106", "SCARAB_RECS"}, mode = EnumSource.Mode.EXCLUDE)
    void keys_traceInTheJar_areRead(Trace trace) {
        assertThat(trace.keys()).hasSizeGreaterThan(1000);
    }
}
