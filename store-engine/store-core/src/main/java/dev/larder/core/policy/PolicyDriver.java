package dev.larder.core.policy;

import dev.larder.store.spi.EvictionPolicy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Stands between the threads of a keyspace and a single-threaded {@link EvictionPolicy}: reads go through a ring that
 * drops them when it is full, writes and removals through a queue that drops nothing. Whoever finds the ring or the queue
 * filled, and nobody else at it, or looks for victims, replays both into the policy under one lock. The pattern is that of
 * ConcurrentLinkedHashMap and Caffeine (Manes), after "BP-Wrapper" (Ding, Jiang, Zhang, 2009).
 *
 * <p>Writers say that a weight changed, not by how much: the policy is told by how much the node's weight at the replay
 * differs from what it was told last. So its sum is that of its nodes' weights, in whatever order writers come here, once
 * each has said so after its change.
 *
 * <p>Safe from any thread.
 *
 * @param <N> the node type of the table
 */
public final class PolicyDriver<N extends WeighedNode> {
    private static final int WRITE_CHUNK = 1024;
    /** So many writes may wait for the next who asks for victims, if they did not change the weight. */
    private static final int MOST_WAITING = 64;

    private final EvictionPolicy<N> policy;
    private final Predicate<N> isAlive;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReadRing<N> reads = new ReadRing<>();
    private final MpscUnboundedAtomicArrayQueue<N> writes = new MpscUnboundedAtomicArrayQueue<>(WRITE_CHUNK);
    private final Consumer<N> replayRead;
    private volatile boolean needsReads;
    private volatile long weight;
    /** Whether a write waits that changes the weight. */
    private volatile boolean weightMoves;

    /**
     * Creates a driver of an empty policy.
     *
     * @param isAlive whether a node is still in the table, and so whether its write was none but its removal
     */
    public PolicyDriver(EvictionPolicy<N> policy, Predicate<N> isAlive) {
        this.policy = policy;
        this.isAlive = isAlive;
        replayRead = policy::recordRead;
        needsReads = policy.needsReads();
    }

    /** The node was read; may be forgotten under load. */
    public void recordRead(N node) {
        if (needsReads && !reads.offer(node)) {
            drainIfFree();
        }
    }

    /** The node was added or written, or died. The policy forgets one that weighs nothing: removing it makes no room. */
    public void recordWrite(N node) {
        writes.add(node);
        // Without the lock this is a guess, and a wrong one only means that the node is replayed sooner or later.
        if (node.toldWeight() != weightOf(node)) {
            weightMoves = true;
        }
        if (writes.size() > MOST_WAITING) {
            drainIfFree();
        }
    }

    /** Names nodes to remove until the weight of the others is no more than that; as {@link #takeVictims}. */
    public List<N> takeExcess(long capacity, int max) {
        if (!weightMoves && weight <= capacity) {
            return List.of();
        }
        lock.lock();
        try {
            replay();
            return weight <= capacity ? List.of() : name(weight - capacity, max);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link EvictionPolicy#takeVictims}. */
    public List<N> takeVictims(long weightToFree, int max) {
        lock.lock();
        try {
            replay();
            return name(weightToFree, max);
        } finally {
            lock.unlock();
        }
    }

    private List<N> name(long weightToFree, int max) {
        List<N> victims = policy.takeVictims(weightToFree, max);
        for (N victim : victims) {
            victim.setToldWeight(0);
        }
        weight = policy.weight();
        return victims;
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

    private int weightOf(N node) {
        return isAlive.test(node) ? node.weight() : 0;
    }

    private void drainIfFree() {
        // A write that comes while another thread drains is seen by that thread, or by the next look at the queue here.
        while (writes.size() > MOST_WAITING || reads.isFull()) {
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
        reads.drain(replayRead);
        weightMoves = false;
        N written;
        while ((written = writes.poll()) != null) {
            int nodeWeight = weightOf(written);
            if (nodeWeight == 0) {
                policy.recordRemoval(written);
            } else {
                policy.recordWrite(written, nodeWeight - written.toldWeight());
            }
            written.setToldWeight(nodeWeight);
        }
        weight = policy.weight();
        if (!needsReads && policy.needsReads()) {
            needsReads = true;
        }
    }
}
