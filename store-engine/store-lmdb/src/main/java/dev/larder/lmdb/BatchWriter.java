package dev.larder.lmdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Env.MapFullException;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * Makes changes in few transactions: LMDB has one writer at a time, and a transaction costs as much for one change as for a
 * hundred.
 *
 * <p>Who wants a change puts it into a queue and asks for the lock; who gets the lock makes all changes of the queue in one
 * transaction, also those of others, who find theirs made when it is their turn (flat combining: Hendler, Incze, Shavit and
 * Tzafrir, 2010). A lone caller so waits for no other thread.
 *
 * <p>Safe for use by any number of threads.
 */
final class BatchWriter {
    private static final int MOST_CHANGES = 1_000;

    private final LmdbEnvironment environment;
    private final ConcurrentLinkedQueue<Request> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    BatchWriter(LmdbEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Makes a change, with those of others; it is committed when this returns.
     *
     * @throws LmdbException if the transaction failed; then nothing was changed
     */
    void change(Change change) {
        Request request = new Request(change);
        queue.add(request);
        writing.lock();
        try {
            while (!request.done) {
                writeBatch();
            }
        } finally {
            writing.unlock();
        }
        Throwable failure = request.failure;
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Makes a change in a transaction of its own; may be called again and again until the map is large enough. */
    void changeAlone(Change change) {
        writing.lock();
        try {
            transact(change);
        } finally {
            writing.unlock();
        }
    }

    /** How many changes are asked for and not taken up. */
    int waitingCount() {
        return queue.size();
    }

    private void writeBatch() {
        List<Request> batch = new ArrayList<>();
        for (Request next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
            if (batch.size() == MOST_CHANGES) {
                break;
            }
        }
        Throwable failure = null;
        try {
            transact(txn -> batch.forEach(request -> request.change.make(txn)));
        } catch (Throwable failed) {
            // Also an Error: who asked for the changes would wait for ever otherwise.
            failure = failed;
        }
        for (Request request : batch) {
            request.failure = failure;
            request.done = true;
        }
    }

    private void transact(Change change) {
        boolean committed = false;
        while (!committed) {
            environment.requireMap();
            try (Txn<byte[]> txn = environment.env().txnWrite()) {
                change.make(txn);
                txn.commit();
                committed = true;
            } catch (MapFullException full) {
                environment.grow();
            }
        }
        environment.growAhead();
    }

    /** Something done in a transaction that writes. */
    interface Change {
        void make(Txn<byte[]> txn);
    }

    /** A change that is asked for; what came of it is written and read under the lock. */
    private static final class Request {
        private final Change change;
        private boolean done;
        private @Nullable Throwable failure;

        private Request(Change change) {
            this.change = change;
        }
    }
}
