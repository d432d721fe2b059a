package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.RecursiveOperationException;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a load when others want, write, remove or clear its key meanwhile. */
interface LoadRaceContract extends KeyspaceUnderTest {
    @Test
    default void get_manyThreadsMissOneKey_oneLoadServesAll() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> {
            loads.incrementAndGet();
            loading.countDown();
            release.await();
            return "loaded";
        }));
        List<Thread> threads = new ArrayList<>();
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> found.add(keyspace.get("a")));
            thread.start();
            threads.add(thread);
        }
        loading.await();
        release.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(found).hasSize(16).containsOnly("loaded");
        assertThat(loads).hasValue(1);
    }

    @Test
    default void load_keyIsWrittenMeanwhile_theWriteStays() {
        assertThat(loadDuring(keyspace -> keyspace.put("a", "written"))).isEqualTo("written");
    }

    @Test
    default void load_keyIsWrittenAndRemovedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(keyspace -> {
                    keyspace.put("a", "written");
                    keyspace.remove("a");
                }))
                .isNull();
    }

    @Test
    default void load_absentKeyIsRemovedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(keyspace -> keyspace.remove("a"))).isNull();
    }

    @Test
    default void load_absentKeyIsComputedToNothingMeanwhile_nothingIsStored() {
        assertThat(loadDuring(keyspace -> keyspace.compute("a", (key, value) -> null)))
                .isNull();
    }

    @Test
    default void load_absentKeyIsHeldAndRemovedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(keyspace -> keyspace.holding(List.of("a"), () -> keyspace.remove("a"))))
                .isNull();
    }

    @Test
    default void load_keyspaceIsClearedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(Keyspace::clear)).isNull();
    }

    @Test
    default void load_anotherKeyIsWrittenMeanwhile_theLoadIsStored() {
        assertThat(loadDuring(keyspace -> keyspace.put("b", "written"))).isEqualTo("loaded");
    }

    /** What the key has after a load during which the interloper acted. */
    private @Nullable String loadDuring(Consumer<Keyspace<String, String>> interloper) {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(keyspace(builder -> builder.loader(key -> {
            Thread thread = new Thread(() -> interloper.accept(self.get(0)));
            thread.start();
            thread.join();
            return "loaded";
        })));
        assertThat(self.get(0).get("a")).isEqualTo("loaded");
        return self.get(0).getIfPresent("a");
    }

    @Test
    default void loadAll_keyIsBeingLoadedByAnother_returnsWhenThatIsDone() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> {
            loading.countDown();
            release.await();
            return "loaded";
        }));
        Future<String> get = pool().submit(() -> keyspace.get("a"));
        loading.await();
        Future<Boolean> loadAll = pool().submit(() -> {
            keyspace.loadAll(Set.of("a"), false);
            return keyspace.containsKey("a");
        });
        release.countDown();
        assertThat(loadAll.get()).isTrue();
        assertThat(get.get()).isEqualTo("loaded");
    }

    @Test
    default void getAll_keyIsWrittenAfterItsMiss_theWriteStays() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> "loaded"));
        List<String> keys = new AbstractList<>() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public String get(int index) {
                if (index == 1) {
                    keyspace.put("a", "written");
                }
                return index == 0 ? "a" : "b";
            }
        };
        assertThat(keyspace.getAll(keys)).isEqualTo(Map.of("a", "written", "b", "loaded"));
        assertThat(keyspace.getIfPresent("a")).isEqualTo("written");
    }

    @Test
    default void refresh_ofAnEntryThatIsDueAndRemovedMeanwhile_isNotStored() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(10)))
                        .loader(key -> {
                            loading.countDown();
                            release.await();
                            return "loaded";
                        }));
        keyspace.put("a", "1");
        CompletionStage<@Nullable String> refresh = keyspace.refresh("a");
        loading.await();
        clock().advanceMillis(10_000);
        keyspace.remove("a");
        release.countDown();
        refresh.toCompletableFuture().get();
        assertThat(keyspace.getIfPresent("a")).isNull();
    }

    @Test
    default void refresh_underALifetimeFromCreation_givesTheEntryANewLife() throws Exception {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(new Lifetime(10_000, Lifetime.UNCHANGED, Lifetime.UNCHANGED, 0))
                        .loader(key -> "loaded"));
        keyspace.put("a", "1");
        clock().advanceMillis(6_000);
        keyspace.refresh("a").toCompletableFuture().get();
        clock().advanceMillis(6_000);
        assertThat(keyspace.getIfPresent("a")).isEqualTo("loaded");
        keyspace.put("a", "2");
        assertThat(keyspace.timeToLive("a")).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    default void load_ofItsOwnKey_failsInsteadOfWaitingForItself() {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(keyspace(builder -> builder.loader(key -> self.get(0).get(key))));
        assertThatThrownBy(() -> self.get(0).get("a")).isInstanceOf(RecursiveOperationException.class);
    }
}
