package dev.larder.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallerMarksTest {
    private final CallerMarks<String> marks = new CallerMarks<>();

    @Test
    void invalidate_severalMarksOfAKey_makesAllWorthlessAndNoOther() {
        List<LoadMark> ofA = added("a", 3);
        List<LoadMark> ofB = added("b", 1);

        marks.invalidate("a");

        assertThat(ofA).noneMatch(LoadMark::isWorthStoring);
        assertThat(ofB).allMatch(LoadMark::isWorthStoring);
        assertThat(marks.keyCount()).isEqualTo(1);
    }

    @Test
    void remove_fromTheMiddle_leavesTheOthersInReach() {
        List<LoadMark> ofA = added("a", 3);

        marks.remove("a", ofA.get(1));
        marks.invalidate("a");

        assertThat(ofA).extracting(LoadMark::isWorthStoring).containsExactly(false, true, false);
    }

    @Test
    void remove_theLast_forgetsTheKey() {
        List<LoadMark> ofA = added("a", 1);

        marks.remove("a", ofA.get(0));

        assertThat(marks.keyCount()).isZero();
    }

    @Test
    @Timeout(30)
    void add_marksNobodyHolds_areForgottenWithTheirKeys() {
        LoadMark held = new LoadMark();
        marks.add("held", held);
        for (int i = 0; i < 10_000; i++) {
            marks.add("key " + i, new LoadMark());
        }

        while (marks.keyCount() > 1) {
            System.gc();
        }

        marks.invalidate("held");
        assertThat(held.isWorthStoring()).isFalse();
    }

    @Test
    @Timeout(30)
    void addAndInvalidate_byTwoThreads_noMarkThatBeganBeforeIsLeftWorthy() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            while (end.getCount() > 0) {
                changes.incrementAndGet();
                marks.invalidate("a");
            }
        });
        writer.start();
        int missed = 0;
        for (int i = 0; i < 100_000; i++) {
            LoadMark mark = new LoadMark();
            marks.add("a", mark);
            int before = changes.get();
            // The change after the next is made, and invalidated, after this one was seen.
            if (i % 100 == 0) {
                while (changes.get() < before + 2) {
                    Thread.onSpinWait();
                }
                missed += mark.isWorthStoring() ? 1 : 0;
            }
            marks.remove("a", mark);
        }
        end.countDown();
        writer.join();
        assertThat(missed).isZero();
    }

    private List<LoadMark> added(String key, int count) {
        List<LoadMark> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LoadMark mark = new LoadMark();
            marks.add(key, mark);
            added.add(mark);
        }
        return added;
    }
}
