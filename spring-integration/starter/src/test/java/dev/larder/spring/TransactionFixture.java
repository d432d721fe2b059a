package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.springframework.cache.Cache.ValueWrapper;

/** A cache that follows transactions, and a thread that is in none of them. */
abstract class TransactionFixture {
    final Store store = Caches.store(new ManualClock());
    final LarderCache cache = Caches.cache(store);
    final RecordingTransactions transactions = new RecordingTransactions();
    final ExecutorService otherThread = Executors.newSingleThreadExecutor();

    @AfterEach
    final void stop() throws Exception {
        otherThread.shutdownNow();
        assertThat(otherThread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        store.close();
    }

    /** What a thread that is in no transaction gets. */
    final <T> T elsewhere(Supplier<T> action) {
        try {
            return otherThread.submit(action::get).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    final Object seenElsewhere(Object key) {
        return elsewhere(() -> valueOf(cache.get(key)));
    }

    final Object seenHere(Object key) {
        return valueOf(cache.get(key));
    }

    static Object valueOf(ValueWrapper found) {
        return found == null ? null : found.get();
    }
}
