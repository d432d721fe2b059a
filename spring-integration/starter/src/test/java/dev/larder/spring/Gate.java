package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place in the code under test where a thread waits until the test lets it on. */
final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** For the thread: says that it is here, and waits. */
    void pass() {
        reached.countDown();
        await(opened);
    }

    /** For the test: waits until a thread is here. */
    void awaitArrival() {
        await(reached);
    }

    /** For the test: lets threads on, now and later. */
    void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
