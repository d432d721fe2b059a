package dev.larder.core.policy;

import dev.larder.store.spi.PolicyNode;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Window TinyLFU: a new node waits in a small window; where it leaves the window, it stays only if it was used more
 * often lately than the node that would have to go for it.
 */
/*
 * Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy" (ACM Transactions on Storage,
 * 2017), and Einziger, Eytan, Friedman and Manes, "Adaptive Software Cache Management" (Middleware 2018), with the
 * parameters of Caffeine 3, so that hit ratios can be compared.
 *
 * Three lists, each with the least recently used node first:
 *
 *   window      what is new; 1 % of the capacity at first, moved by the climber
 *   probation   what left the window, was admitted and not used since; takes what the others leave
 *   reserved    what was used again there ("protected" in the papers): 80 % of what the window leaves at first. What is
 *               too much goes back to probation
 *
 * While there is room, the window's overflow goes to probation without a question. Later the window's first node is
 * the candidate and probation's first the victim, and the one used less lately, as the sketch tells, is evicted; when
 * in doubt the candidate, for a scan must not wash out the cache. Somebody who knows the keys' hashes could make a
 * victim look popular for ever, so a warm candidate that loses is admitted by chance now and then.
 *
 * Nodes have weights. One that is heavier than the window becomes the candidate at once, so that it does not push all
 * others out of the window; one that is heavier than the whole capacity is evicted next.
 *
 * The capacity given may be more than there will ever be room for, when the store's memory is what limits the cache.
 * So all shares are those of a limit: the capacity at first, or what there is, if the capacity is boundless. Victims
 * asked for although all fits make it fall to what is left; a weight an eighth above it, for which no victims were
 * asked, makes it rise. The sketch is made when half the limit is used and the number of entries can be told; until
 * then there is no order.
 */
final class WindowTinyLfuOrder<N extends PolicyNode> implements VictimOrder<N, ListLink<N>> {
    private static final double MAIN_SHARE = 0.99;
    private static final double RESERVED_SHARE_OF_MAIN = 0.8;
    private static final long BOUNDLESS = 1L << 50;
    private static final int WARM_FREQUENCY = 6;
    private static final int WARM_ADMISSION_ODDS = 128;
    /** Longer moves are made piece by piece, so that no caller waits for all of one. */
    private static final int MOVES_AT_ONCE = 1_000;

    final LinkList<N> window = new LinkList<>();
    final LinkList<N> probation = new LinkList<>();
    final LinkList<N> reserved = new LinkList<>();

    private final long capacity;
    private final RandomGenerator random;
    private @Nullable FrequencySketch sketch;
    private @Nullable WindowClimber climber;
    private long count;
    private long limit;
    private boolean limitIsKnown;
    private long windowLimit;
    private long reservedLimit;
    private long windowGrowthPending;

    WindowTinyLfuOrder(long capacity, RandomGenerator random) {
        this.capacity = capacity;
        this.random = random;
        limitIsKnown = capacity < BOUNDLESS;
        limit = limitIsKnown ? capacity : 1;
        windowLimit = firstWindowLimit(limit);
        reservedLimit = firstReservedLimit(limit);
    }

    @Override
    public ListLink<N> add(N node, int weight) {
        adapt();
        ListLink<N> link = new ListLink<>(node, weight);
        count++;
        long newWeight = weight() + weight;
        if (limit < capacity && newWeight - limit > limit >>> 3) {
            setLimit(Math.min(capacity, newWeight));
            limitIsKnown = limit == capacity;
        }
        addToWindow(link);
        fitSketch();
        countUse(link, false);
        fillMain();
        return link;
    }

    @Override
    public void read(ListLink<N> link) {
        if (sketch == null) {
            return;
        }
        adapt();
        moveUp(link);
        countUse(link, true);
    }

    /** Not before there is an order, at half the limit; most caches that are large enough never come there. */
    @Override
    public boolean needsReads() {
        return sketch != null;
    }

    @Override
    public void write(ListLink<N> link, int weightDelta) {
        listOf(link).addWeight(link, weightDelta);
        if (link.weight > limit) {
            listOf(link).remove(link);
            addToWindow(link);
        } else {
            moveUp(link);
        }
        trimReserved();
        countUse(link, true);
    }

    @Override
    public void remove(ListLink<N> link) {
        listOf(link).remove(link);
        count--;
    }

    @Override
    public void evict(ListLink<N> link) {
        boolean fits = weight() <= capacity;
        remove(link);
        limitIsKnown = true;
        if (fits && weight() < limit) {
            setLimit(Math.max(1, weight()));
        }
    }

    /** Decides between the candidate and the victim; if the candidate wins, it is in probation then. */
    @Override
    public @Nullable ListLink<N> first() {
        fillMain();
        ListLink<N> candidate = window.first();
        ListLink<N> victim = probation.first();
        if (candidate == null || window.weight() <= windowLimit) {
            return firstNonNull(victim, reserved.first(), candidate);
        }
        if (victim == null || candidate.weight > limit || !admits(candidate, victim)) {
            return candidate;
        }
        move(candidate, window, probation);
        return victim;
    }

    private boolean admits(ListLink<N> candidate, ListLink<N> victim) {
        if (sketch == null) {
            return false;
        }
        int frequency = sketch.frequency(candidate.node.policyHash());
        return frequency > sketch.frequency(victim.node.policyHash())
                || (frequency >= WARM_FREQUENCY && random.nextInt(WARM_ADMISSION_ODDS) == 0);
    }

    private void addToWindow(ListLink<N> link) {
        if (link.weight > windowLimit) {
            window.addFirst(link);
        } else {
            window.addLast(link);
        }
    }

    private void moveUp(ListLink<N> link) {
        if (link.list == reserved) {
            reserved.moveToLast(link);
        } else if (link.list == window) {
            if (link.weight <= windowLimit) {
                window.moveToLast(link);
            }
        } else if (link.weight > reservedLimit) {
            probation.moveToLast(link);
        } else {
            move(link, probation, reserved);
            trimReserved();
        }
    }

    /** Moves the window's overflow to the rest while there is room. */
    private void fillMain() {
        for (int moves = 0; moves < MOVES_AT_ONCE && window.weight() > windowLimit; moves++) {
            ListLink<N> first = window.first();
            if (first == null) {
                return;
            }
            long mainWeight = probation.weight() + reserved.weight() + first.weight;
            if (mainWeight > limit - windowLimit && weight() > limit) {
                return;
            }
            move(first, window, probation);
        }
    }

    private void trimReserved() {
        ListLink<N> first;
        while (reserved.weight() > reservedLimit && (first = reserved.first()) != null) {
            move(first, reserved, probation);
        }
    }

    // ---- sketch and climber ----

    private void fitSketch() {
        if (sketch == null) {
            if (weight() >= limit >>> 1) {
                sketch = new FrequencySketch(entries());
            }
        } else if (count > 2 * sketch.capacity()) {
            sketch.grow();
        }
    }

    /** How many entries there will be when the limit is reached. */
    private long entries() {
        return Math.max(1, Math.round(count * ((double) limit / Math.max(1, weight()))));
    }

    private void countUse(ListLink<N> link, boolean known) {
        if (sketch == null) {
            return;
        }
        sketch.increment(link.node.policyHash());
        if (!limitIsKnown) {
            return;
        }
        if (climber == null) {
            climber = new WindowClimber(entries(), sketch.sampleSize());
        }
        if (known) {
            climber.hit(link.list == window);
        } else {
            climber.miss();
        }
    }

    /** Moves the window's limit if it is time to; called before a use is recorded, when the former one is settled. */
    private void adapt() {
        if (sketch == null || climber == null) {
            return;
        }
        if (climber.sampleIsComplete()) {
            double growth = climber.windowGrowth(entries(), sketch.sampleSize(), (double) windowLimit / limit);
            windowGrowthPending = (long) (growth * limit);
        }
        if (windowGrowthPending > 0) {
            growWindow();
        } else if (windowGrowthPending < 0) {
            shrinkWindow();
        }
    }

    /** Moves the window's limit and nodes of that weight, which are the next victims and get another chance. */
    private void growWindow() {
        for (int moves = 0; moves < MOVES_AT_ONCE; moves++) {
            long most = Math.min(windowGrowthPending, reservedLimit);
            boolean fromProbation = fits(probation.first(), most);
            LinkList<N> from = fromProbation ? probation : reserved;
            ListLink<N> first = from.first();
            if (first == null || !fits(first, most)) {
                windowGrowthPending = 0;
                return;
            }
            move(first, from, window);
            windowGrowthPending -= first.weight;
            windowLimit += first.weight;
            reservedLimit -= first.weight;
            trimReserved();
        }
    }

    private void shrinkWindow() {
        for (int moves = 0; moves < MOVES_AT_ONCE; moves++) {
            ListLink<N> first = window.first();
            if (first == null || !fits(first, Math.min(-windowGrowthPending, windowLimit - 1))) {
                windowGrowthPending = 0;
                return;
            }
            move(first, window, probation);
            windowGrowthPending += first.weight;
            windowLimit -= first.weight;
            reservedLimit += first.weight;
        }
    }

    private static boolean fits(@Nullable ListLink<?> link, long room) {
        return link != null && room > 0 && link.weight <= room;
    }

    // ---- limits ----

    /** Sets what the shares are of; what the climber moved is kept in proportion. */
    private void setLimit(long newLimit) {
        double moved = (windowLimit - firstWindowLimit(limit)) * ((double) newLimit / limit);
        limit = newLimit;
        windowLimit = firstWindowLimit(newLimit);
        reservedLimit = firstReservedLimit(newLimit);
        long growth = Math.max(1 - windowLimit, Math.min(reservedLimit, (long) moved));
        windowLimit += growth;
        reservedLimit -= growth;
        windowGrowthPending = 0;
        trimReserved();
    }

    private static long firstWindowLimit(long limit) {
        return limit - (long) (MAIN_SHARE * limit);
    }

    private static long firstReservedLimit(long limit) {
        return (long) (RESERVED_SHARE_OF_MAIN * (limit - firstWindowLimit(limit)));
    }

    private long weight() {
        return window.weight() + probation.weight() + reserved.weight();
    }

    private LinkList<N> listOf(ListLink<N> link) {
        if (link.list == window) {
            return window;
        }
        return link.list == probation ? probation : reserved;
    }

    private static <N extends PolicyNode> void move(ListLink<N> link, LinkList<N> from, LinkList<N> to) {
        from.remove(link);
        to.addLast(link);
    }

    private static <N extends PolicyNode> @Nullable ListLink<N> firstNonNull(
            @Nullable ListLink<N> first, @Nullable ListLink<N> second, @Nullable ListLink<N> third) {
        if (first != null) {
            return first;
        }
        return second != null ? second : third;
    }
}
