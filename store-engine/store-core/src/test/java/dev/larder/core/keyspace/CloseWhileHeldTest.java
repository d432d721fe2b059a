package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.StoreClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an operation that holds its key while its keyspace is closed. */
@Timeout(60)
class CloseWhileHeldTest extends RestartingStore {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        release.countDown();
        threads.shutdownNow();
    }

    private Future<String> slowWrite(Keyspace<String, String> keyspace) throws InterruptedException {
        Future<String> write = threads.submit(() -> keyspace.compute("a", (key, value) -> {
            holding.countDown();
            awaitRelease();
            return "of the old handle";
        }));
        holding.await();
        return write;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void compute_endsAfterTheKeyspaceWasCreatedAnew_changesNothing() throws Exception {
        Keyspace<String, String> old = keyspace(Mode.LOG);
        old.put("a", "first");
        Future<String> write = slowWrite(old);
        store.close("things");
        Keyspace<String, String> anew = keyspace(Mode.LOG);
        anew.put("a", "of the new one");
        release.countDown();

        assertThatThrownBy(write::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreClosedException.class);
        assertThat(anew.get("a")).isEqualTo("of the new one");
        restart();
        assertThat(keyspace(Mode.LOG).get("a")).isEqualTo("of the new one");
    }

    @Test
    void compute_holdsItsKeyWhenAKeyspaceOfSnapshotsIsClosed_isInTheLastSnapshot() throws Exception {
        Keyspace<String, String> old = keyspace(Mode.SNAPSHOT);
        old.put("a", "first");
        Future<String> write = slowWrite(old);
        Future<Boolean> closed = threads.submit(() -> store.close("things"));
        while (!old.isClosed()) {
            Thread.onSpinWait();
        }
        release.countDown();

        assertThat(write.get()).isEqualTo("of the old handle");
        assertThat(closed.get()).isTrue();
        restart();
        assertThat(keyspace(Mode.SNAPSHOT).get("a")).isEqualTo("of the old handle");
    }
}
