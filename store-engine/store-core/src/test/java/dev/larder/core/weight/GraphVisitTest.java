package dev.larder.core.weight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GraphVisitTest {
    private static final long NODE_BYTES = MemoryLayout.objectBytes(2, 0);

    @Test
    void sizeOf_objectReachedTwice_countsOnce() {
        byte[] shared = new byte[1_000];
        Node node = new Node(shared, new Node(shared, null));

        assertThat(ObjectSizes.sizeOf(node)).isEqualTo(2 * NODE_BYTES + 1_016);
    }

    @Test
    void sizeOf_cycle_ends() {
        Node first = new Node(null, null);
        Node second = new Node(first, first);
        first.next = second;
        first.value = first;

        assertThat(ObjectSizes.sizeOf(first)).isEqualTo(2 * NODE_BYTES);
    }

    @Test
    void sizeOf_containersThatHoldThemselves_ends() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>();
        Object[] array = {list, map, null};
        array[2] = array;
        for (int i = 0; i < 1_000; i++) {
            list.add(map);
            list.add(list);
            map.put("key" + i, array);
        }

        assertThat(ObjectSizes.sizeOf(list)).isPositive();
    }

    @Test
    void sizeOf_longChain_endsWithoutStackOverflowAndCountsUpToTheLimit() {
        Node chain = new Node(null, null);
        for (int i = 0; i < 100_000; i++) {
            chain = new Node(null, chain);
        }

        assertThat(ObjectSizes.sizeOf(chain)).isEqualTo((GraphVisit.VISIT_LIMIT + 1) * NODE_BYTES);
    }

    @Test
    void sizeOf_listOfEqualSizes_isExactBeyondTheSample() {
        List<byte[]> list = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            list.add(new byte[100]);
        }

        assertThat(ObjectSizes.sizeOf(list)).isEqualTo(ObjectSizes.sizeOf(listOfNulls(10_000)) + 10_000 * 120);
    }

    @Test
    void sizeOf_largeListOfOneObject_countsItOnce() {
        byte[] element = new byte[1_000];

        long bytes = ObjectSizes.sizeOf(new ArrayList<>(Collections.nCopies(10_000, element)));

        assertThat(bytes).isEqualTo(ObjectSizes.sizeOf(listOfNulls(10_000)) + 1_016);
    }

    @Test
    void sizeOf_largeArrayWhoseElementsShareAnObject_countsThatOnce() {
        byte[] shared = new byte[100_000];
        Object[] array = new Object[1_000];
        for (int i = 0; i < array.length; i++) {
            array[i] = new Node(shared, null);
        }

        assertThat(ObjectSizes.sizeOf(array))
                .isEqualTo(MemoryLayout.referenceArrayBytes(1_000) + 1_000 * NODE_BYTES + 100_016);
    }

    @Test
    void sizeOf_largeMap_extrapolatesKeysAndValues() {
        Map<Long, byte[]> map = new HashMap<>();
        for (long i = 1_000; i < 11_000; i++) {
            map.put(i, new byte[100]);
        }

        assertThat(ObjectSizes.sizeOf(map))
                .isEqualTo(ObjectSizes.sizeOf(new HashMap<>())
                        + MemoryLayout.referenceArrayBytes(16_384)
                        + 10_000 * (MemoryLayout.objectBytes(3, 4) + 24 + 120));
    }

    @Test
    void sizeOf_listOfListsPastTheLimit_isCloseToTheTruth() {
        List<List<byte[]>> lists = new ArrayList<>();
        long inner = 0;
        for (int i = 0; i < 200; i++) {
            List<byte[]> list = new ArrayList<>();
            for (int k = 0; k < 200; k++) {
                list.add(new byte[100]);
            }
            lists.add(list);
            inner = ObjectSizes.sizeOf(list);
        }

        long truth = ObjectSizes.sizeOf(listOfNulls(200)) + 200 * inner;
        assertThat(ObjectSizes.sizeOf(lists)).isCloseTo(truth, Percentage.withPercentage(5));
    }

    @Test
    void sizeOf_moreThanALongHolds_saturates() {
        assertThat(ObjectSizes.sizeOf(new EndlessList(4))).isEqualTo(Long.MAX_VALUE);
        assertThat(ObjectSizes.weigh("key", new EndlessList(4))).isEqualTo(Integer.MAX_VALUE);
        assertThat(ObjectSizes.weigh("key", Collections.nCopies(Integer.MAX_VALUE, "a")))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void sizeOf_randomGraphs_isNeverNegativeAndTheSameTwice() {
        for (long seed = 0; seed < 200; seed++) {
            List<Object> objects = randomGraph(new Random(seed));
            for (Object object : objects.subList(0, 10)) {
                long bytes = ObjectSizes.sizeOf(object);

                assertThat(bytes).as("seed %d", seed).isNotNegative().isEqualTo(ObjectSizes.sizeOf(object));
            }
        }
    }

    @Test
    @Timeout(60)
    void sizeOf_whileOthersChangeTheContainers_neverThrows() throws Exception {
        Map<String, Object> map = new HashMap<>();
        List<Object> list = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Future<?> writer = executor.submit(() -> {
                Random random = new Random(7);
                while (!done.get()) {
                    map.put("key" + random.nextInt(100), list);
                    map.remove("key" + random.nextInt(100));
                    list.add(map);
                    if (list.size() > 100) {
                        list.clear();
                    }
                }
            });
            for (int i = 0; i < 20_000; i++) {
                assertThat(ObjectSizes.sizeOf(i % 2 == 0 ? map : list)).isNotNegative();
            }
            done.set(true);
            writer.get(30, TimeUnit.SECONDS);
        } finally {
            done.set(true);
            executor.shutdownNow();
        }
    }

    @Test
    void sizeOf_userContainerThatThrows_isMeasuredAllTheSame() {
        List<Object> broken = new ArrayList<>() {
            @Override
            public int size() {
                throw new IllegalStateException("the session is closed");
            }
        };

        assertThat(ObjectSizes.sizeOf(broken)).isEqualTo(SizeRules.UNKNOWN_BYTES);
    }

    @Test
    void add_manyObjects_tellsThemApartByIdentity() {
        IdentitySet set = new IdentitySet();
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            String string = new String("same");
            strings.add(string);

            assertThat(set.add(string)).isTrue();
        }
        assertThat(strings).allSatisfy(string -> {
            assertThat(set.contains(string)).isTrue();
            assertThat(set.add(string)).isFalse();
        });
        assertThat(set.contains(new String("same"))).isFalse();
    }

    private static List<@Nullable Object> listOfNulls(int size) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(null);
        }
        return list;
    }

    private static List<Object> randomGraph(Random random) {
        List<Object> objects = new ArrayList<>();
        int count = 10 + random.nextInt(300);
        for (int i = 0; i < count; i++) {
            objects.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new ArrayList<>();
                        case 1 -> new HashMap<>();
                        case 2 -> new Object[random.nextInt(200)];
                        case 3 -> new byte[random.nextInt(1_000)];
                        default -> new Node(null, null);
                    });
        }
        for (int i = 0; i < count * 10; i++) {
            connect(objects.get(random.nextInt(count)), objects.get(random.nextInt(count)), random);
        }
        return objects;
    }

    @SuppressWarnings("unchecked")
    private static void connect(Object from, Object to, Random random) {
        if (from instanceof List<?> list) {
            ((List<Object>) list).add(to);
        } else if (from instanceof Map<?, ?> map) {
            ((Map<Object, Object>) map).put("key" + random.nextInt(), to);
        } else if (from instanceof Object[] array && array.length > 0) {
            array[random.nextInt(array.length)] = to;
        } else if (from instanceof Node node) {
            node.value = to;
        }
    }

    @SuppressWarnings("UnusedVariable")
    private static final class Node {
        @Nullable Object value;

        @Nullable Object next;

        Node(@Nullable Object value, @Nullable Object next) {
            this.value = value;
            this.next = next;
        }
    }

    /** Says to have as many elements as a list can, each a new one like it, to a given depth. */
    @SuppressWarnings("serial")
    private static final class EndlessList extends ArrayList<Object> {
        private final int depth;

        EndlessList(int depth) {
            this.depth = depth;
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Iterator<Object> iterator() {
            return Stream.<Object>generate(() -> depth == 0 ? new byte[100] : new EndlessList(depth - 1))
                    .iterator();
        }
    }
}
