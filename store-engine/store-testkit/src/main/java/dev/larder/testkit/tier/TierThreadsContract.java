package dev.larder.testkit.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.StoreClosedException;
import dev.larder.store.spi.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every tier must keep under many threads and over long random runs. */
public abstract class TierThreadsContract extends TierFixture {
    private static final int THREADS = 4;
    private static final int KEYS = 60;

    /** Creates a contract; the test engine does. */
    protected TierThreadsContract() {}

    /** How many random calls to make; fewer for tiers that wait for the disk each time. */
    protected int steps() {
        return 1_500;
    }

    @Test
    void randomCalls_comparedWithAMap_areTheSame() {
        long seed = Long.getLong("larder.seed", 7);
        Random random = new Random(seed);
        TreeMap<String, String> expected = new TreeMap<>();
        for (int step = 0; step < steps(); step++) {
            String key = "key-" + random.nextInt(KEYS);
            switch (random.nextInt(300)) {
                case 0 -> {
                    tier.clear();
                    expected.clear();
                }
                case 1 -> reopen();
                case 2, 3 ->
                    assertThat(all(tier)).as("seed %d, step %d", seed, step).isEqualTo(expected);
                case 6, 7, 8 -> load(random, expected);
                default -> {
                    if (random.nextInt(3) == 0) {
                        tier.remove(bytes(key));
                        expected.remove(key);
                    } else {
                        put(tier, key, "record-" + step);
                        expected.put(key, "record-" + step);
                    }
                }
            }
            assertThat(text(tier, key)).as("seed %d, step %d", seed, step).isEqualTo(expected.get(key));
        }
    }

    private void load(Random random, Map<String, String> expected) {
        try (Tier.BulkLoad load = tier.bulkLoad()) {
            for (int i = 0; i < 5; i++) {
                String key = "key-" + random.nextInt(KEYS);
                load.add(bytes(key), bytes("loaded-" + i));
                expected.put(key, "loaded-" + i);
            }
            load.commit();
        }
    }

    @Test
    void put_manyThreads_eachSeesItsOwnAtOnceAndAllAreDurable() throws Exception {
        int each = steps() / 10;

        inParallel(thread -> {
            long last = 0;
            for (int i = 0; i < each; i++) {
                String key = thread + "-" + i;
                last = put(tier, key, "record-" + key);
                assertThat(text(tier, key)).isEqualTo("record-" + key);
            }
            tier.whenDurable(last).toCompletableFuture().get(60, TimeUnit.SECONDS);
        });

        assertThat(all(tier)).hasSize(THREADS * each);
        reopen();
        assertThat(all(tier)).hasSize(THREADS * each).allSatisfy((key, record) -> assertThat(record)
                .isEqualTo("record-" + key));
    }

    @Test
    void whenDurable_manyWaitersForEachOfTheirs_allComplete() throws Exception {
        inParallel(thread -> {
            for (int i = 0; i < 25; i++) {
                tier.whenDurable(put(tier, thread + "-" + i, "record"))
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
            }
        });

        assertThat(all(tier)).hasSize(THREADS * 25);
    }

    @Test
    void clear_whilePutAndScanned_leavesOnlyWholeRecords() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        int each = steps() / 10;

        inParallel(thread -> {
            if (thread == 0) {
                for (int i = 0; i < 20; i++) {
                    tier.clear();
                    all(tier);
                }
                over.set(true);
            } else {
                for (int i = 0; i < each || !over.get(); i++) {
                    String key = thread + "-" + i % each;
                    put(tier, key, "record-" + key);
                    String found = text(tier, key);
                    assertThat(found == null || found.equals("record-" + key)).isTrue();
                }
            }
        });

        assertThat(all(tier)).allSatisfy((key, record) -> assertThat(record).isEqualTo("record-" + key));
    }

    @Test
    void close_whileUsed_everyCallSucceedsOrSaysClosed() throws Exception {
        for (int i = 0; i < 100; i++) {
            put(tier, "key-" + i, "record");
        }
        CountDownLatch allBusy = new CountDownLatch(THREADS - 1);

        inParallel(thread -> {
            if (thread == 0) {
                allBusy.await();
                store.close();
            } else {
                useUntilClosed(thread, allBusy);
            }
        });

        reopen();
        assertThat(all(tier)).hasSizeGreaterThanOrEqualTo(100);
    }

    private void useUntilClosed(int thread, CountDownLatch busy) {
        boolean told = false;
        try {
            for (int i = 0; ; i++) {
                put(tier, thread + "-" + i, "record");
                assertThat(text(tier, "key-" + i % 100)).isEqualTo("record");
                try (Tier.Cursor cursor = tier.scan(null, null)) {
                    assertThat(cursor.next()).isTrue();
                    if (!told) {
                        told = true;
                        busy.countDown();
                    }
                    assertThat(cursor.next()).isTrue();
                }
            }
        } catch (StoreClosedException expected) {
            assertThat(told).isTrue();
        }
    }

    private static void inParallel(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                Callable<Boolean> task = () -> {
                    work.run(number);
                    return true;
                };
                running.add(threads.submit(task));
            }
            for (Future<?> task : running) {
                task.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Work {
        void run(int thread) throws Exception;
    }
}
