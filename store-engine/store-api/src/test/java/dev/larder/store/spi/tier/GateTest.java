package dev.larder.store.spi.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.StoreClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate("the tier of the keyspace orders");

    @Test
    void enter_closed_saysWhatWasClosed() {
        gate.close(() -> {});

        assertThatThrownBy(gate::enter)
                .isInstanceOf(StoreClosedException.class)
                .hasMessageStartingWith("the tier of the keyspace orders was closed");
        assertThatThrownBy(gate::enterAlone).isInstanceOf(StoreClosedException.class);
        gate.runIfOpen(() -> {
            throw new AssertionError("must not run");
        });
    }

    @Test
    void close_twice_cleansUpOnce() {
        AtomicInteger cleanUps = new AtomicInteger();

        gate.close(cleanUps::incrementAndGet);
        gate.close(cleanUps::incrementAndGet);

        assertThat(cleanUps).hasValue(1);
    }

    @Test
    void close_somebodyInside_waitsUntilAllAreOut() throws Exception {
        AtomicBoolean inside = new AtomicBoolean(true);
        AtomicBoolean metSomebody = new AtomicBoolean();
        CountDownLatch closing = new CountDownLatch(1);
        long stamp = gate.enter();
        long other = gate.enter();

        Thread closer = new Thread(() -> {
            closing.countDown();
            gate.close(() -> metSomebody.set(inside.get()));
        });
        closer.start();
        assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
        gate.leave(stamp);
        inside.set(false);
        gate.leave(other);
        closer.join(10_000);

        assertThat(closer.isAlive()).isFalse();
        assertThat(metSomebody).isFalse();
    }
}
