package dev.larder.core.fanout;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Delivers events later, those of one lane in the order in which they came and one at a time. A key always falls to the
 * same lane. The threads end when there is nothing to deliver for a while.
 *
 * <p>Nothing is dropped and the lanes are not bounded: a listener that can't keep up makes memory grow, not callers wait.
 */
public final class EventLanes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventLanes.class.getName());
    private static final int LANES = 16;
    private static final int BATCH = 256;

    private final ThreadPoolExecutor threads;
    private final Lane[] lanes = new Lane[LANES];

    /**
     * Creates lanes without threads; the first event starts one.
     *
     * @param factory makes the threads
     */
    public EventLanes(ThreadFactory factory) {
        int threadCount = Math.max(2, Math.min(LANES, Runtime.getRuntime().availableProcessors()));
        threads = new ThreadPoolExecutor(
                threadCount, threadCount, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new Lane(threads);
        }
    }

    /** Runs the event's delivery later, after every event that was enqueued for the same key before. */
    public void enqueue(Object key, Runnable delivery) {
        int hash = key.hashCode();
        lanes[(hash ^ (hash >>> 16)) & (LANES - 1)].add(delivery);
    }

    /** Lets what was enqueued be delivered and ends the threads; does not wait. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** A queue that at most one thread empties at a time. */
    private static final class Lane implements Runnable {
        private final ExecutorService threads;
        private final MpscUnboundedAtomicArrayQueue<Runnable> events = new MpscUnboundedAtomicArrayQueue<>(64);
        private final AtomicInteger waiting = new AtomicInteger();

        Lane(ExecutorService threads) {
            this.threads = threads;
        }

        void add(Runnable event) {
            events.add(event);
            if (waiting.getAndIncrement() == 0) {
                schedule();
            }
        }

        @Override
        public void run() {
            int delivered = 0;
            while (delivered < BATCH && delivered < waiting.get()) {
                // Not relaxedPoll: it gives null while another thread is about to fill a place before it.
                deliver(events.poll());
                delivered++;
            }
            if (waiting.addAndGet(-delivered) > 0) {
                schedule();
            }
        }

        private void schedule() {
            try {
                threads.execute(this);
            } catch (RejectedExecutionException closed) {
                // The store was closed: who still listens to it hears no more. Nobody else empties the lane, since it
                // is
                // this call's turn to schedule it.
                events.clear();
            }
        }

        private static void deliver(Runnable event) {
            try {
                event.run();
            } catch (Throwable failure) {
                LOG.log(
                        Level.WARNING,
                        "A listener threw; the change stays made and later events are still delivered",
                        failure);
            }
        }
    }
}
