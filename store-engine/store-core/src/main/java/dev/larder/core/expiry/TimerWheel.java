package dev.larder.core.expiry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A passive hierarchical timer wheel: holds items until their deadline and reports them when asked. It starts no
 * thread and reads no clock.
 *
 * <p>Always true: each scheduled item is reported exactly once, never before its deadline by the times given to
 * {@link #advance}, and by the first call that is {@value #TICK_MILLIS} ms or more after it, provided that earlier
 * calls did not leave work over.
 *
 * <p>Items can't be cancelled or moved. The caller checks a reported item against its real state, and schedules it
 * again when its deadline has moved; an item per entry is enough as long as deadlines only move away. An item that is
 * of no use any more is held until its deadline, or until {@link #removeIf}.
 *
 * <p><b>Threads:</b> single-threaded; the caller holds one lock around every call.
 *
 * @param <E> the items
 */
/*
 * Varghese and Lauck, "Hashed and Hierarchical Timing Wheels" (SOSP 1987), scheme 7. Time is counted in ticks. A tick
 * number is read as digits of 6 bits, and each level has a slot for each value of one digit. An item lies on the level
 * of the highest digit in which its tick differs from the current tick, in the slot of its own digit there. So
 *   - everything on a level is due before everything on the level above, and on a level the slots are due in order:
 *     the next slot is the lowest bit in the mask of the lowest level that has any, whatever the time between;
 *   - levels for all 61 bits of a tick number take any deadline, without a list for those too far away;
 *   - time may advance up to the next slot without an item moving. When it is reached, its items move to lower levels,
 *     or are due.
 *
 * Work is bounded: a slot that was reached is detached and emptied item by item, over several calls if need be; the
 * current tick stays where it is meanwhile. An item is stored as a reference and a long in arrays (ItemChunk), moved at
 * most once per level, in practice two or three times in its life.
 *
 * A clock that steps back a little is waited for. After a long step back, deadlines that lie between the new time and
 * the old one would be reported that much too late. Then every slot is detached and its items are placed anew as seen
 * from the new time, which is the same work, bounded in the same way.
 */
public final class TimerWheel<E> {
    /** The length of a tick, and how late an item may be reported. */
    public static final int TICK_MILLIS = 8;

    /** What {@link #nextDueMillis} returns for an empty wheel. */
    public static final long NEVER = Long.MAX_VALUE;

    /** By how much time may step back before deadlines are placed anew. */
    static final long LONGEST_AWAITED_STEP_BACK_MILLIS = 60_000;

    private static final int TICK_SHIFT = 3;
    private static final int DIGIT_BITS = 6;
    private static final int SLOT_COUNT = 1 << DIGIT_BITS;
    private static final int LEVEL_COUNT = 11;

    /** Added to tick numbers, so that they are never negative and the digits of times before 1970 are in order too. */
    private static final long TICK_OFFSET = 1L << 60;

    private final @Nullable ItemChunk<E>[] slots = ItemChunk.newArray(LEVEL_COUNT * SLOT_COUNT);
    private final long[] occupiedSlots = new long[LEVEL_COUNT];

    /** Items to report or to place anew: slots that were reached, and what was overdue when it was scheduled. */
    private final Deque<ItemChunk<E>> detached = new ArrayDeque<>();

    private long nowMillis;
    private long currentTick; // at most the tick of nowMillis; behind it while work is left over
    private long count;

    /**
     * Creates an empty wheel.
     *
     * @param nowMillis the time, on the clock that {@link #advance} will be called with
     */
    public TimerWheel(long nowMillis) {
        this.nowMillis = nowMillis;
        this.currentTick = tickAtOrBefore(nowMillis);
    }

    /**
     * Adds an item, to be reported when its deadline has come; by the next {@link #advance} if it is in the past.
     *
     * @param deadlineMillis any time; an item without a deadline need not be scheduled
     */
    public void schedule(E item, long deadlineMillis) {
        if (deadlineMillis > nowMillis) {
            place(item, deadlineMillis);
        } else {
            ItemChunk<E> newest = detached.poll();
            detached.push(ItemChunk.add(newest, item, deadlineMillis));
        }
        count++;
    }

    /**
     * Moves time on and reports items that are due, roughly in the order of their deadlines. An item whose sink throws
     * counts as reported, and the wheel stays usable.
     *
     * @param nowMillis the time; a little before the last one it is ignored, long before it (a corrected clock) it is
     *     taken over
     * @param max at most so many items are touched, which bounds the time that the call takes; positive
     * @param sink told of each item that is due; it may schedule items
     * @return how many items were touched: reported, or moved to a finer level. Less than {@code max} when nothing is
     *     left to do now
     */
    public int advance(long nowMillis, int max, Sink<? super E> sink) {
        if (max <= 0) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "max must be positive: %d", max));
        }
        if (nowMillis < this.nowMillis) {
            if (nowMillis >= this.nowMillis - LONGEST_AWAITED_STEP_BACK_MILLIS) {
                return 0;
            }
            detachAll();
            currentTick = tickAtOrBefore(nowMillis);
        }
        this.nowMillis = nowMillis;
        int touched = 0;
        while (touched < max && (!detached.isEmpty() || detachNextSlot())) {
            reportOrPlaceOne(sink);
            touched++;
        }
        return touched;
    }

    /**
     * When {@link #advance} has something to do next: never after the first deadline rounded up to its tick, sometimes
     * before it, since far deadlines are known coarsely. At or before the time of the last {@code advance} when that
     * left work over.
     *
     * @return epoch milliseconds, or {@link #NEVER} if the wheel is empty
     */
    public long nextDueMillis() {
        if (!detached.isEmpty()) {
            return nowMillis;
        }
        int level = lowestOccupiedLevel();
        return level < 0 ? NEVER : startMillis(tickOfFirstSlot(level));
    }

    /** How many items are scheduled and not reported. */
    public long count() {
        return count;
    }

    /** Drops all items that are of no use any more. Visits every item: O(n), and not bounded. */
    public void removeIf(Predicate<? super E> useless) {
        Predicate<E> counted = item -> {
            boolean remove = useless.test(item);
            count -= remove ? 1 : 0;
            return remove;
        };
        for (int level = 0; level < LEVEL_COUNT; level++) {
            for (long left = occupiedSlots[level]; left != 0; left &= left - 1) {
                int slot = Long.numberOfTrailingZeros(left);
                ItemChunk<E> kept = ItemChunk.removeIf(slots[index(level, slot)], counted);
                slots[index(level, slot)] = kept;
                if (kept == null) {
                    occupiedSlots[level] &= ~(1L << slot);
                }
            }
        }
        int detachedCount = detached.size();
        for (int i = 0; i < detachedCount; i++) {
            ItemChunk<E> kept = ItemChunk.removeIf(detached.remove(), counted);
            if (kept != null) {
                detached.add(kept);
            }
        }
    }

    /** Takes one detached item and reports it, or finds it a slot nearer to its deadline. */
    private void reportOrPlaceOne(Sink<? super E> sink) {
        ItemChunk<E> chunk = detached.element();
        long deadlineMillis = chunk.lastDeadlineMillis();
        E item = chunk.removeLast();
        if (chunk.isEmpty()) {
            detached.remove();
            if (chunk.next() != null) {
                detached.push(chunk.next());
            }
        }
        if (deadlineMillis > nowMillis) {
            place(item, deadlineMillis);
        } else {
            count--;
            sink.due(item, deadlineMillis);
        }
    }

    /** Puts an item, whose deadline is after {@link #nowMillis} and so after the current tick, into its slot. */
    private void place(E item, long deadlineMillis) {
        long tick = tickAtOrAfter(deadlineMillis);
        int highestDifferentBit = Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ currentTick);
        int level = highestDifferentBit / DIGIT_BITS;
        int slot = (int) (tick >>> (level * DIGIT_BITS)) & (SLOT_COUNT - 1);
        int index = index(level, slot);
        slots[index] = ItemChunk.add(slots[index], item, deadlineMillis);
        occupiedSlots[level] |= 1L << slot;
    }

    /** Moves the current tick on, to the next slot that holds items if now is that late, else to now. */
    private boolean detachNextSlot() {
        long nowTick = tickAtOrBefore(nowMillis);
        int level = lowestOccupiedLevel();
        if (level < 0 || tickOfFirstSlot(level) > nowTick) {
            currentTick = nowTick;
            return false;
        }
        currentTick = tickOfFirstSlot(level);
        detach(level, firstSlot(level));
        return true;
    }

    private void detachAll() {
        for (int level = 0; level < LEVEL_COUNT; level++) {
            while (occupiedSlots[level] != 0) {
                detach(level, firstSlot(level));
            }
        }
    }

    private void detach(int level, int slot) {
        ItemChunk<E> items = slots[index(level, slot)];
        if (items == null) {
            throw new AssertionError("slot " + slot + " of level " + level + " is marked, but empty");
        }
        detached.push(items);
        slots[index(level, slot)] = null;
        occupiedSlots[level] &= ~(1L << slot);
    }

    private int lowestOccupiedLevel() {
        for (int level = 0; level < LEVEL_COUNT; level++) {
            if (occupiedSlots[level] != 0) {
                return level;
            }
        }
        return -1;
    }

    private int firstSlot(int level) {
        return Long.numberOfTrailingZeros(occupiedSlots[level]);
    }

    /** The current tick with the slot's digit at its level, and zeros below. */
    private long tickOfFirstSlot(int level) {
        int shift = level * DIGIT_BITS;
        long higherDigits = (currentTick >>> shift) & -SLOT_COUNT;
        return (higherDigits | firstSlot(level)) << shift;
    }

    private static int index(int level, int slot) {
        return level * SLOT_COUNT + slot;
    }

    private static long tickAtOrBefore(long millis) {
        return (millis >> TICK_SHIFT) + TICK_OFFSET;
    }

    private static long tickAtOrAfter(long millis) {
        boolean betweenTicks = (millis & (TICK_MILLIS - 1)) != 0;
        return tickAtOrBefore(millis) + (betweenTicks ? 1 : 0);
    }

    private static long startMillis(long tick) {
        long ticks = tick - TICK_OFFSET;
        return ticks > Long.MAX_VALUE >> TICK_SHIFT ? Long.MAX_VALUE : ticks << TICK_SHIFT;
    }

    /** Receives what is due. */
    public interface Sink<E> {
        /**
         * An item is due.
         *
         * @param deadlineMillis the deadline that it was scheduled with
         */
        void due(E item, long deadlineMillis);
    }
}
