package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritePaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Long> pausesNanos = new ArrayList<>();
    private long nowNanos = Long.MAX_VALUE - SECOND;

    private final WritePace pace = new WritePace(1_000, () -> nowNanos, nanos -> {
        pausesNanos.add(nanos);
        nowNanos += nanos;
    });

    @Test
    void await_writesFollowEachOther_waitsAsLongAsThoseBeforeMayTake() {
        pace.await(500);
        pace.await(2_000);
        pace.await(1);

        assertThat(pausesNanos).containsExactly(SECOND / 2, 2 * SECOND);
    }

    @Test
    void await_diskWasSlower_doesNotWait() {
        pace.await(500);
        nowNanos += SECOND;

        pace.await(500);

        assertThat(pausesNanos).isEmpty();
    }

    @Test
    void await_afterAnIdleWhile_savesNothingUp() {
        pace.await(1_000);
        nowNanos += 100 * SECOND;
        pace.await(1_000);

        pace.await(1_000);

        assertThat(pausesNanos).containsExactly(SECOND);
    }

    @Test
    void ofBytesPerSecond_zero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WritePace.ofBytesPerSecond(0))
                .withMessageContaining("unlimited");
    }
}
