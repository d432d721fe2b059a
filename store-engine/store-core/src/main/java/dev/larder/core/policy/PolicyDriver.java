package dev.larder.core.policy;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.PolicyNode;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Stands between the threads of a keyspace and a single-threaded {@link EvictionPolicy}: reads go through a ring that
 * drops them when it is full, writes and removals through a queue that drops nothing. Whoever finds the ring or the queue
 * filled, and nobody else at it, replays both into the policy under one lock. The pattern is that of
 * ConcurrentLinkedHashMap and Caffeine (Manes), after "BP-Wrapper" (Ding, Jiang, Zhang, 2009).
 *
 * <p>Safe from any thread.
 *
 * @param <N> the node type of the table
 */
public final class PolicyDriver<N extends PolicyNode> {
    private static final int WRITE_CHUNK = 1024;

    private final EvictionPolicy<N> policy;
    private final Predicate<N> isAlive;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReadRing<N> reads = new ReadRing<>();
    private final MpscUnboundedAtomicArrayQueue<Write<N>> writes = new MpscUnboundedAtomicArrayQueue<>(WRITE_CHUNK);
    private volatile long weight;

    /**
     * Creates a driver of an empty policy.
     *
     * @param isAlive whether a node is still in the table; a write of a dead one is not told, because its removal may
     *     have been told before
     */
    public PolicyDriver(EvictionPolicy<N> policy, Predicate<N> isAlive) {
        this.policy = policy;
        this.isAlive = isAlive;
    }

    /** A write or, with {@link #GONE}, a removal that the policy has yet to hear of. */
    private record Write<N>(N node, int weightDelta) {
        static final int GONE = Integer.MIN_VALUE;
    }

    /** The node was read; may be forgotten under load. */
    public void recordRead(N node) {
        if (reads.offer(node)) {
            return;
        }
        drainIfFree();
    }

    /** The node was added or written. */
    public void recordWrite(N node, int weightDelta) {
        writes.add(new Write<>(node, weightDelta));
        drainIfFree();
    }

    /** The node left the table, or its weight is 0 now. */
    public void recordRemoval(N node) {
        writes.add(new Write<>(node, Write.GONE));
        drainIfFree();
    }

    /** See {@link EvictionPolicy#takeVictims}. */
    public List<N> takeVictims(long weightToFree, int max) {
        lock.lock();
        try {
            replay();
            List<N> victims = policy.takeVictims(weightToFree, max);
            weight = policy.weight();
            return victims;
        } finally {
            lock.unlock();
        }
    }

    /** The weight of the nodes that the policy knows, as of the last replay. */
    public long weight() {
        return weight;
    }

    /** Replays everything that was recorded. */
    public void drain() {
        lock.lock();
        try {
            replay();
        } finally {
            lock.unlock();
        }
    }

    private void drainIfFree() {
        // A write that comes while another thread drains is seen by that thread, or by the next look at the queue here.
        while (!writes.isEmpty() || reads.isFull()) {
            if (!lock.tryLock()) {
                return;
            }
            try {
                replay();
            } finally {
                lock.unlock();
            }
        }
    }

    private void replay() {
        reads.drain(policy::recordRead);
        Write<N> write;
        while ((write = writes.poll()) != null) {
            if (write.weightDelta() == Write.GONE) {
                policy.recordRemoval(write.node());
            } else if (isAlive.test(write.node())) {
                policy.recordWrite(write.node(), write.weightDelta());
            }
        }
        weight = policy.weight();
    }
}
