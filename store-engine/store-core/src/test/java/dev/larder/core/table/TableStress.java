package dev.larder.core.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What threads may see of an entry and of a growing map, for jcstress; {@link TableStressTest} runs it. */
public final class TableStress {
    private static final Integer FIRST = Bins.LOCKS;
    private static final Integer SECOND = 2 * Bins.LOCKS;
    private static final Integer THIRD = 3 * Bins.LOCKS;

    private TableStress() {}

    private static Entry<Integer, Integer> entry(Integer key) {
        return new Entry<>(key, key, 1, false);
    }

    /** Three keys of one bin that becomes two; the map is about to move it. */
    private static EntryMap<Integer, Integer> growingMap(Integer... keys) {
        EntryMap<Integer, Integer> map = new EntryMap<>();
        for (Integer key : keys) {
            map.putIfAbsent(entry(key));
        }
        map.beginGrowth();
        return map;
    }

    /** A reader finds a key in whichever table it is. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "found both")
    @Outcome(expect = FORBIDDEN, desc = "missed a key that was there all the time")
    @State
    public static class ReadWhileMoving {
        private final EntryMap<Integer, Integer> map = growingMap(FIRST, SECOND, THIRD);

        @Actor
        public void move() {
            map.finishGrowth();
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = map.get(FIRST) == null ? 0 : 1;
            result.r2 = map.get(SECOND) == null ? 0 : 1;
        }
    }

    /** What is added while its bin is moved is found afterwards, and so is what was there. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both are there")
    @Outcome(expect = FORBIDDEN, desc = "lost an entry")
    @State
    public static class AddWhileMoving {
        private final EntryMap<Integer, Integer> map = growingMap(FIRST);

        @Actor
        public void move() {
            map.finishGrowth();
        }

        @Actor
        public void add() {
            map.putIfAbsent(entry(SECOND));
        }

        @Arbiter
        public void look(II_Result result) {
            result.r1 = (map.get(FIRST) == null ? 0 : 1) + (map.get(SECOND) == null ? 0 : 1);
            result.r2 = (int) map.count();
        }
    }

    /** Of two threads that add the same key one succeeds. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one was first")
    @Outcome(expect = FORBIDDEN, desc = "both added the key, or none")
    @State
    public static class AddTwice {
        private final EntryMap<Integer, Integer> map = growingMap(FIRST);

        @Actor
        public void one(II_Result result) {
            result.r1 = map.putIfAbsent(entry(SECOND)) == null ? 1 : 0;
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = map.putIfAbsent(entry(SECOND)) == null ? 1 : 0;
        }
    }

    /** A removal and an addition in one bin don't undo each other. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one went, the other came")
    @Outcome(expect = FORBIDDEN, desc = "a change was undone")
    @State
    public static class RemoveWhileAdding {
        private final EntryMap<Integer, Integer> map = new EntryMap<>();
        private final Entry<Integer, Integer> leaving = entry(FIRST);

        /** A map with the entry that leaves. */
        public RemoveWhileAdding() {
            map.putIfAbsent(leaving);
        }

        @Actor
        public void remove() {
            map.remove(leaving);
        }

        @Actor
        public void add() {
            map.putIfAbsent(entry(SECOND));
        }

        @Arbiter
        public void look(II_Result result) {
            result.r1 = map.get(FIRST) == null ? 0 : 1;
            result.r2 = map.get(SECOND) == null ? 0 : 1;
        }
    }

    /** Whoever sees a version sees the value that came with it. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "1, 2", "2, 2"},
            expect = ACCEPTABLE,
            desc = "a version with its value, or a newer one")
    @Outcome(id = "2, 1", expect = FORBIDDEN, desc = "a new version with an old value")
    @State
    public static class VersionAndValue {
        private final Entry<Integer, Integer> entry = new Entry<>(FIRST, 1, 1, false);

        @Actor
        public void write() {
            EntryLock.tryLock(entry);
            entry.setValue(2);
            EntryLock.unlockChanged(entry);
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = (int) entry.version();
            Integer value = entry.value();
            result.r2 = value == null ? 0 : value;
        }
    }

    /** Whoever sees a new deadline, exact or coarse, sees the value that it belongs to. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "0, 2", "1, 2"},
            expect = ACCEPTABLE,
            desc = "an old deadline, or a new value")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "a new deadline with an old value")
    @State
    public static class DeadlineAndValue {
        private final ExpiringEntry<Integer, Integer> entry = new ExpiringEntry<>(FIRST, 1, 1, false, true);

        @Actor
        public void write() {
            EntryLock.tryLock(entry);
            entry.setValue(2);
            entry.setExpiresAtMillis(10_000);
            EntryLock.unlockChanged(entry);
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = entry.coarseDeadline() == CoarseTime.of(10_000) ? 1 : 0;
            Integer value = entry.value();
            result.r2 = value == null ? 0 : value;
        }
    }

    /** One holder at a time, and each sees what the last one did. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both counted")
    @Outcome(expect = FORBIDDEN, desc = "two held the entry at once")
    @State
    public static class HoldTwice {
        private final Entry<Integer, Integer> entry = entry(FIRST);
        private int count;

        @Actor
        public void one() {
            increment();
        }

        @Actor
        public void other() {
            increment();
        }

        private void increment() {
            EntryLock.lock(entry, FIRST);
            count++;
            EntryLock.unlockChanged(entry);
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = count;
        }
    }
}
