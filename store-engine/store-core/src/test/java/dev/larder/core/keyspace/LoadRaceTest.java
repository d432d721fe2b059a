package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.LoadFailedException;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.Subscription.Delivery;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads against changes, step by step: what happens between two steps of a change is told by the key's hash code. */
class LoadRaceTest {
    private final Store store =
            Store.open(StoreConfig.builder().clock(new ManualClock()).build());
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        pool.shutdownNow();
        store.close();
    }

    /** A key that runs something at one of the calls of its hash code, in the thread that armed it. */
    private static final class TellingKey {
        private @Nullable Thread thread;
        private @Nullable Runnable action;
        private int callsLeft;

        TellingKey atCall(int call, Runnable run) {
            thread = Thread.currentThread();
            callsLeft = call;
            action = run;
            return this;
        }

        @Override
        public int hashCode() {
            Runnable run = action;
            if (run != null && Thread.currentThread() == thread && --callsLeft == 0) {
                action = null;
                run.run();
            }
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TellingKey;
        }
    }

    private Keyspace<TellingKey, String> slowlyLoading() {
        return store.create(
                "k",
                KeyspaceConfig.<TellingKey, String>builder()
                        .loader(key -> {
                            loading.countDown();
                            release.await();
                            return "loaded";
                        })
                        .build());
    }

    private Future<String> get(Keyspace<TellingKey, String> keyspace) {
        return pool.submit(() -> keyspace.get(new TellingKey()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void remove_loadEndsBetweenItsSteps_nothingStays(int step) throws Exception {
        Keyspace<TellingKey, String> keyspace = slowlyLoading();
        Future<String> get = get(keyspace);
        loading.await();
        keyspace.remove(new TellingKey().atCall(step, () -> {
            release.countDown();
            join(get);
        }));
        release.countDown();
        assertThat(get.get()).isEqualTo("loaded");
        assertThat(keyspace.getIfPresent(new TellingKey())).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void put_loadBeginsBetweenItsSteps_theWriteStays(int step) throws Exception {
        Keyspace<TellingKey, String> keyspace = slowlyLoading();
        AtomicReference<Future<String>> get = new AtomicReference<>();
        AtomicBoolean told = new AtomicBoolean();
        keyspace.put(
                new TellingKey().atCall(step, () -> {
                    told.set(true);
                    get.set(get(keyspace));
                    if (step < 3) {
                        await(loading);
                    }
                }),
                "written");
        assertThat(told).isTrue();
        assertThat(keyspace.getIfPresent(new TellingKey())).isEqualTo("written");
        release.countDown();
        get.get().get();
        assertThat(keyspace.getIfPresent(new TellingKey())).isEqualTo("written");
    }

    /** With and without a listener, which makes a write take another way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void put_againstManyLoads_alwaysStays(boolean listened) throws Exception {
        Keyspace<Integer, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<Integer, String>builder()
                        .loader(key -> "loaded")
                        .build());
        if (listened) {
            keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, change -> {});
        }
        int rounds = 10_000;
        AtomicInteger writer = new AtomicInteger(-1);
        AtomicInteger reader = new AtomicInteger(-1);
        Future<?> writing = pool.submit(() -> {
            for (int i = 0; i < rounds; i++) {
                meet(writer, reader, i);
                keyspace.put(i, "written");
            }
        });
        for (int i = 0; i < rounds; i++) {
            meet(reader, writer, i);
            for (int pause = i & 15; pause > 0; pause--) {
                Thread.onSpinWait();
            }
            keyspace.get(i);
        }
        writing.get();
        for (int i = 0; i < rounds; i++) {
            assertThat(keyspace.getIfPresent(i)).isEqualTo("written");
        }
    }

    private static void meet(AtomicInteger mine, AtomicInteger others, int round) {
        mine.set(round);
        while (others.get() < round) {
            Thread.onSpinWait();
        }
    }

    @Test
    void refresh_waitsInAQueueBehindThoseWhoWaitForIt_isLoadedByOneOfThem() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch busy = new CountDownLatch(1);
        one.execute(() -> await(busy));
        try (Store narrow = Store.open(StoreConfig.builder().executor(one).build())) {
            Keyspace<String, String> keyspace = narrow.create(
                    "k",
                    KeyspaceConfig.<String, String>builder()
                            .loader(key -> "loaded")
                            .build());
            CompletionStage<@Nullable String> get = keyspace.async().get("a");
            CompletionStage<@Nullable String> refresh = keyspace.refresh("a");
            busy.countDown();
            assertThat(get.toCompletableFuture().get()).isEqualTo("loaded");
            assertThat(refresh.toCompletableFuture().get()).isEqualTo("loaded");
        } finally {
            one.shutdown();
        }
    }

    @Test
    void refresh_executorCannotStartAThread_theKeyCanStillBeLoaded() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        StoreConfig config = StoreConfig.builder()
                .executor(task -> {
                    if (broken.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                })
                .build();
        try (Store exhausted = Store.open(config)) {
            Keyspace<String, String> keyspace = exhausted.create(
                    "k",
                    KeyspaceConfig.<String, String>builder()
                            .loader(key -> "loaded")
                            .build());
            assertThatThrownBy(() -> keyspace.refresh("a")).isInstanceOf(OutOfMemoryError.class);
            broken.set(false);
            assertThat(pool.submit(() -> keyspace.get("a")).get()).isEqualTo("loaded");
        }
    }

    @Test
    void refreshAhead_withAnExecutorOfItsOwn_leavesTheOtherToThoseWhoWait() {
        List<Runnable> ahead = new ArrayList<>();
        AtomicInteger loads = new AtomicInteger();
        ManualClock clock = new ManualClock();
        StoreConfig config = StoreConfig.builder()
                .clock(clock)
                .executor(Runnable::run)
                .refreshExecutor(ahead::add)
                .build();
        try (Store split = Store.open(config)) {
            Keyspace<String, String> keyspace = split.create(
                    "k",
                    KeyspaceConfig.<String, String>builder()
                            .loader(key -> {
                                loads.incrementAndGet();
                                return "loaded at " + clock.millis();
                            })
                            .lifetime(Lifetime.afterWrite(Duration.ofMillis(100)))
                            .refreshAhead(0.5)
                            .build());
            String first = keyspace.get("a");
            clock.advanceMillis(50);
            keyspace.get("a");
            assertThat(ahead).hasSize(1);
            assertThat(keyspace.async().get("a")).isCompletedWithValue(first);

            assertThat(keyspace.refresh("a")).isCompletedWithValue("loaded at " + clock.millis());
            ahead.get(0).run();

            assertThat(keyspace.get("a")).isEqualTo("loaded at " + clock.millis());
            assertThat(loads).hasValue(2);
        }
    }

    @Test
    void load_isInterrupted_theCallerStaysInterrupted() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .loader(key -> {
                            release.await();
                            return "loaded";
                        })
                        .build());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> keyspace.get("a")).isInstanceOf(LoadFailedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void join(Future<String> future) {
        try {
            future.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
