package dev.larder.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A coarse deadline may call a deadline near that is not; it never calls one far that is near. */
class CoarseTimeTest {
    private static final int DISTANCE_MILLIS = 5_000;

    @Test
    void isFurtherThan_anyTimes_neverTooSure() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long[] times = {
            0,
            -1,
            Integer.MIN_VALUE * 1024L + 5_000,
            Instant.parse("2026-11-21T00:00:00Z").toEpochMilli(),
            Integer.MAX_VALUE * 1024L
        };
        for (int round = 0; round < 1_000_000; round++) {
            long nowMillis = times[random.nextInt(times.length)] + random.nextInt(10_000);
            long leftMillis = random.nextInt(20_000) - 5_000L;
            boolean far = CoarseTime.isFurtherThan(CoarseTime.of(nowMillis + leftMillis), nowMillis, DISTANCE_MILLIS);
            assertThat(far && leftMillis <= DISTANCE_MILLIS)
                    .as("seed %d: now %d, left %d", seed, nowMillis, leftMillis)
                    .isFalse();
        }
    }

    @Test
    void isFurtherThan_deadlineWellAhead_isSure() {
        long nowMillis = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

        assertThat(CoarseTime.isFurtherThan(CoarseTime.of(nowMillis + 8_000), nowMillis, DISTANCE_MILLIS))
                .isTrue();
        assertThat(CoarseTime.of(Long.MAX_VALUE - 1)).isNotEqualTo(CoarseTime.NEVER);
        assertThat(CoarseTime.isFurtherThan(CoarseTime.of(Long.MAX_VALUE), nowMillis, DISTANCE_MILLIS))
                .isTrue();
    }
}
