package dev.larder.core.weight;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all that an entry holds, counting each object once. For one use by one thread.
 *
 * <p>The walk keeps its own stack, so a list of any length linked through its nodes doesn't exhaust the thread's. The
 * work is bounded twice:
 *
 * <p>Of a container of more than {@value #SAMPLE_COUNT} elements, only the first {@value #SAMPLE_COUNT} are looked at.
 * What the second half of them adds to the first is what each further element is taken to add: what all elements share
 * is met in the first half and not multiplied. Because the stack is last in, first out, everything below the first half
 * is counted when its {@link Sample} comes up for the first time, and everything below the second half when it does for
 * the second time.
 *
 * <p>After {@value #VISIT_LIMIT} objects, each that is known and not visited yet counts as much as the visited ones
 * did on average. What only those lead to is not seen: the result is then a lower bound.
 */
final class GraphVisit implements BiConsumer<@Nullable Object, @Nullable Object> {
    static final int SAMPLE_COUNT = 64;
    static final int VISIT_LIMIT = 4096;

    private final IdentitySet seen = new IdentitySet();
    private @Nullable Object[] stack = new Object[16];
    private int depth;
    private int visitedCount;
    private long totalBytes;

    /** Visits what was told to {@link #hold}; returns bytes, {@link Long#MAX_VALUE} for more than that. */
    long run() {
        while (depth > 0) {
            Object next = stack[--depth];
            if (next instanceof Sample sample) {
                reach(sample);
            } else if (next != null) {
                visit(next);
            }
        }
        return totalBytes;
    }

    /** Notes an object to be visited, unless it is null. */
    void hold(@Nullable Object object) {
        if (object == null) {
            return;
        }
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = object;
    }

    /** Notes the elements of an array. */
    void holdElements(@Nullable Object[] elements) {
        holdSampled(elements, Math.min(elements.length, SAMPLE_COUNT), elements.length);
    }

    /** Notes the elements of a collection of the JDK. */
    void holdAll(Collection<?> collection, int size) {
        if (size <= SAMPLE_COUNT) {
            holdElements(collection.toArray());
            return;
        }
        @Nullable Object[] sampled = new Object[SAMPLE_COUNT];
        int count = 0;
        for (Object element : collection) {
            sampled[count++] = element;
            if (count == SAMPLE_COUNT) {
                break;
            }
        }
        holdSampled(sampled, count, size);
    }

    /** Notes the keys and values of a map of the JDK. */
    void holdEntries(Map<?, ?> map, int size) {
        if (size <= SAMPLE_COUNT) {
            map.forEach(this); // leaves no view behind in the map, as entrySet() does
            return;
        }
        @Nullable Object[] sampled = new Object[2 * SAMPLE_COUNT];
        int count = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            sampled[count++] = entry.getKey();
            sampled[count++] = entry.getValue();
            if (count == sampled.length) {
                break;
            }
        }
        holdSampled(sampled, count, 2L * size);
    }

    /** Notes an entry of a map. */
    @Override
    public void accept(@Nullable Object key, @Nullable Object value) {
        hold(key);
        hold(value);
    }

    private void holdSampled(@Nullable Object[] sampled, int count, long size) {
        if (size <= count) {
            holdRange(sampled, 0, count);
            return;
        }
        int half = count / 2;
        Sample sample = new Sample(count - half, size - count);
        hold(sample);
        holdRange(sampled, half, count);
        hold(sample);
        holdRange(sampled, 0, half);
    }

    private void holdRange(@Nullable Object[] objects, int from, int to) {
        for (int i = from; i < to; i++) {
            hold(objects[i]);
        }
    }

    private void reach(Sample sample) {
        if (!sample.firstHalfDone) {
            sample.firstHalfDone = true;
            sample.bytesBefore = totalBytes;
            return;
        }
        double addedByEach = (double) (totalBytes - sample.bytesBefore) / sample.secondHalfCount;
        add((long) (addedByEach * sample.restCount));
    }

    private void visit(Object object) {
        SizeRule rule = SizeRules.of(object);
        if (rule == SizeRule.SHARED) {
            return;
        }
        if (visitedCount == VISIT_LIMIT) {
            if (!seen.contains(object)) {
                add(totalBytes / VISIT_LIMIT);
            }
            return;
        }
        if (seen.add(object)) {
            visitedCount++;
            add(bytes(object, rule));
        }
    }

    private long bytes(Object object, SizeRule rule) {
        if (rule instanceof SizeRule.Leaf leaf) {
            return leaf.bytes(object);
        }
        try {
            return ((SizeRule.Compound) rule).bytes(object, this);
        } catch (RuntimeException e) {
            // Somebody changes the container at this moment, or it wraps one that doesn't like to be read. A write must
            // not
            // fail for that, and no other answer is better.
            return SizeRules.UNKNOWN_BYTES;
        }
    }

    private void add(long bytes) {
        totalBytes = Long.MAX_VALUE - totalBytes < bytes ? Long.MAX_VALUE : totalBytes + bytes;
    }

    /** Stands twice on the stack: under the first half of a container's sample, and under the second. */
    private static final class Sample {
        private final int secondHalfCount;
        private final long restCount;
        private boolean firstHalfDone;
        private long bytesBefore;

        Sample(int secondHalfCount, long restCount) {
            this.secondHalfCount = secondHalfCount;
            this.restCount = restCount;
        }
    }
}
