package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.copy.Samples.Box;
import dev.larder.copy.Samples.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ByValueCopierConcurrencyTest {
    private static final int THREAD_COUNT = 48;
    private static final int COPY_COUNT = 2_000;

    private final Copier copier =
            Copiers.byValue(ByValueCopierConcurrencyTest.class.getClassLoader(), AdapterException::new);

    @Test
    void copy_cyclicGraphsFromManyThreads_eachKeepsItsShape() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREAD_COUNT);
        try {
            var start = new CyclicBarrier(THREAD_COUNT);
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREAD_COUNT; thread++) {
                int number = thread;
                tasks.add(() -> {
                    start.await();
                    return copyRings(number);
                });
            }
            int copied = 0;
            for (Future<Integer> result : executor.invokeAll(tasks)) {
                copied += result.get();
            }
            assertThat(copied).isEqualTo(THREAD_COUNT * COPY_COUNT);
        } finally {
            executor.shutdownNow();
        }
    }

    private int copyRings(int number) {
        Node value = ring(number);
        for (int i = 0; i < COPY_COUNT; i++) {
            Node copy = copier.copy(value);
            if (copy == value || !isRing(copy, number)) {
                throw new AssertionError("Copy " + i + " of ring " + number + " is damaged");
            }
            if (i % 100 == 0) {
                // Now and then another class, through serialization.
                assertThat(copier.copy(new Samples.ReadsItself()).reads).isOne();
            }
        }
        return COPY_COUNT;
    }

    private static Node ring(int number) {
        Node head = new Node(number);
        Node last = head;
        for (int i = 1; i < 10; i++) {
            last.next = new Node(number + i);
            last.others.add(head);
            last.part = new Box(number + i);
            last = last.next;
        }
        last.next = head;
        return head;
    }

    private static boolean isRing(Node head, int number) {
        Node node = head;
        for (int i = 0; i < 9; i++) {
            boolean whole = node.number == number + i
                    && node.others.size() == 1
                    && node.others.get(0) == head
                    && new Box(number + i + 1).equals(node.part);
            if (!whole) {
                return false;
            }
            node = node.next;
        }
        return node.next == head && node.others.isEmpty();
    }
}
