package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.AsyncLoader;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.LoadFailedException;
import dev.larder.store.Loader;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import dev.larder.store.PendingLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Loads whose loader a caller brings, and loads that a caller does on its own. */
interface CallerLoadContract extends KeyspaceUnderTest {
    /** A keyspace that takes loads of callers. */
    private Keyspace<String, String> open() {
        return keyspace(builder -> builder.callerLoads(true).statistics(true));
    }

    @Test
    default void getWithLoader_manyThreadsMissOneKey_oneOfTheirLoadersServesAll() throws Exception {
        Keyspace<String, String> keyspace = open();
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch allAsk = new CountDownLatch(16);
        List<Future<@Nullable String>> found = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String own = "loaded by " + i;
            found.add(pool().submit(() -> {
                allAsk.countDown();
                allAsk.await();
                return keyspace.get("a", key -> {
                    loads.incrementAndGet();
                    return own;
                });
            }));
        }
        String first = found.get(0).get();
        for (Future<@Nullable String> each : found) {
            assertThat(each.get()).isEqualTo(first).isNotNull();
        }
        assertThat(loads).hasValue(1);
        assertThat(keyspace.stats().loads()).isEqualTo(1);
    }

    @Test
    default void getWithLoader_itThrows_tellsTheCauseAndStoresNothing() {
        Keyspace<String, String> keyspace = open();
        Loader<String, String> failing = key -> {
            throw new IOException("database is away");
        };
        assertThatThrownBy(() -> keyspace.get("a", failing))
                .isInstanceOf(LoadFailedException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(keyspace.get("a", key -> "loaded")).isEqualTo("loaded");
    }

    @Test
    default void getWithLoader_itDecidesOnALifetime_theEntryHasIt() {
        Keyspace<String, String> keyspace = open();
        keyspace.get("a", deciding("loaded", clock().millis() + 100));
        clock().advanceMillis(99);
        assertThat(keyspace.getIfPresent("a")).isEqualTo("loaded");
        clock().advanceMillis(1);
        assertThat(keyspace.getIfPresent("a")).isNull();
    }

    @Test
    default void getWithLoader_itDecidesToKeep_nothingIsStored() {
        Keyspace<String, String> keyspace = open();
        Loader<String, String> shy = new Loader<>() {
            @Override
            public String load(String key) {
                return "loaded";
            }

            @Override
            public Decision<String> decide(String key, String loaded, EntryView<String> entry, long nowMillis) {
                return Decision.keep();
            }
        };
        assertThat(keyspace.get("a", shy)).isEqualTo("loaded");
        assertThat(keyspace.containsKey("a")).isFalse();
    }

    @Test
    default void getWithLoader_ageingEntry_isLoadedAnewByTheCallersLoaderWhileTheOldValueServes() throws Exception {
        Keyspace<String, String> keyspace = keyspace(builder ->
                builder.callerLoads(true).refreshAhead(0.8).lifetime(Lifetime.afterWrite(Duration.ofMillis(100))));
        keyspace.put("a", "old");
        clock().advanceMillis(79);
        assertThat(keyspace.get("a", key -> "too early")).isEqualTo("old");
        clock().advanceMillis(1);
        assertThat(keyspace.getIfPresent("a")).isEqualTo("old");
        CountDownLatch asked = new CountDownLatch(1);
        assertThat(keyspace.get("a", key -> {
                    asked.countDown();
                    return "new";
                }))
                .isEqualTo("old");
        asked.await();
        while (!"new".equals(keyspace.getIfPresent("a"))) {
            Thread.onSpinWait();
        }
    }

    @Test
    default void getWithLoader_keyspaceWithoutCallerLoads_saysWhatToSet() {
        assertThatIllegalStateException()
                .isThrownBy(() -> keyspace().get("a", key -> "loaded"))
                .withMessageContaining("callerLoads(true)");
        assertThatIllegalStateException()
                .isThrownBy(() -> keyspace().beginLoad("a"))
                .withMessageContaining("callerLoads(true)");
    }

    @Test
    default void pendingLoad_nothingHappenedMeanwhile_isStored() {
        Keyspace<String, String> keyspace = open();
        PendingLoad<String, String> load = keyspace.beginLoad("a");
        assertThat(load.key()).isEqualTo("a");
        assertThat(load.isWorthStoring()).isTrue();
        assertThat(load.store("loaded")).isTrue();
        assertThat(keyspace.getIfPresent("a")).isEqualTo("loaded");
    }

    @Test
    default void pendingLoad_twoForOneKey_eachIsStored() {
        Keyspace<String, String> keyspace = open();
        PendingLoad<String, String> first = keyspace.beginLoad("a");
        PendingLoad<String, String> second = keyspace.beginLoad("a");
        assertThat(second.store("second")).isTrue();
        assertThat(first.store("first"))
                .as("a load that stores is a write to the others")
                .isFalse();
        assertThat(keyspace.getIfPresent("a")).isEqualTo("second");
    }

    @Test
    default void pendingLoad_keyIsChangedMeanwhile_isRefused() {
        assertThat(storedDuring(keyspace -> keyspace.put("a", "written"))).isEqualTo("written");
        assertThat(storedDuring(keyspace -> keyspace.remove("a"))).isNull();
        assertThat(storedDuring(Keyspace::clear)).isNull();
        assertThat(storedDuring(keyspace -> keyspace.abandonLoads("a"::equals))).isNull();
        assertThat(storedDuring(keyspace -> {
                    keyspace.put("a", "written", Duration.ofMillis(1));
                    clock().advanceMillis(1);
                }))
                .as("a write that has expired since was newer all the same")
                .isNull();
    }

    @Test
    default void pendingLoad_otherKeyIsChangedMeanwhile_isStored() {
        assertThat(storedDuring(keyspace -> keyspace.put("b", "written"))).isEqualTo("loaded");
        assertThat(storedDuring(keyspace -> keyspace.abandonLoads("b"::equals))).isEqualTo("loaded");
        assertThat(storedDuring(keyspace -> keyspace.getIfPresent("a"))).isEqualTo("loaded");
    }

    @Test
    default void pendingLoad_storedByAnOperation_obeysIt() {
        Keyspace<String, String> keyspace = open();
        assertThat(keyspace.beginLoad("a").store(Operations.putIfAbsent(new Decision.Put<>("loaded"))))
                .isTrue();
        assertThat(keyspace.beginLoad("a").store(Operations.putIfAbsent(new Decision.Put<>("again"))))
                .isFalse();
        assertThat(keyspace.getIfPresent("a")).isEqualTo("loaded");
    }

    @Test
    default void clear_whileALoadStores_leavesNothing() throws Exception {
        for (long deadlineMillis : new long[] {Decision.BY_LIFETIME, clock().millis() + 60_000}) {
            Keyspace<String, String> keyspace = open();
            PendingLoad<String, String> load = keyspace.beginLoad("a");
            CountDownLatch storing = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> stored = pool().submit(() -> load.store(new Operation<String, String, Void>() {
                @Override
                public Decision<String> decide(String key, EntryView<String> entry, long nowMillis) {
                    storing.countDown();
                    awaitQuietly(release);
                    return new Decision.Put<>("loaded", deadlineMillis);
                }

                @Override
                public @Nullable Void result(@Nullable String before, Decision<String> decision) {
                    return null;
                }
            }));
            storing.await();
            Thread clearing = new Thread(keyspace::clear);
            clearing.start();
            while (clearing.getState() == Thread.State.RUNNABLE || clearing.getState() == Thread.State.NEW) {
                Thread.onSpinWait();
            }
            release.countDown();
            assertThat(stored.get()).isTrue();
            clearing.join();
            assertThat(keyspace.containsKey("a"))
                    .as("deadline %d", deadlineMillis)
                    .isFalse();
        }
    }

    @Test
    default void abandonLoads_sharedLoadInFlight_itsCallersGetItAndNothingIsStored() throws Exception {
        Keyspace<String, String> keyspace = open();
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<@Nullable String> found = pool().submit(() -> keyspace.get("a", key -> {
            loading.countDown();
            release.await();
            return "loaded";
        }));
        loading.await();
        keyspace.abandonLoads(key -> key.startsWith("a"));
        release.countDown();
        assertThat(found.get()).isEqualTo("loaded");
        assertThat(keyspace.containsKey("a")).isFalse();
    }

    @Test
    default void asyncGet_manyCallersMissOneKey_shareOneLoadWithoutWaiting() throws Exception {
        Keyspace<String, String> keyspace = open();
        AtomicInteger loads = new AtomicInteger();
        CompletableFuture<String> source = new CompletableFuture<>();
        AsyncLoader<String, String> loader = key -> {
            loads.incrementAndGet();
            return source;
        };
        CompletableFuture<@Nullable String> first =
                keyspace.async().get("a", loader).toCompletableFuture();
        CompletableFuture<@Nullable String> second =
                keyspace.async().get("a", loader).toCompletableFuture();
        assertThat(first).isNotDone();
        source.complete("loaded");
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("loaded");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("loaded");
        assertThat(keyspace.async().get("a", loader).toCompletableFuture()).isCompletedWithValue("loaded");
        assertThat(loads).hasValue(1);
    }

    @Test
    default void asyncGet_keyIsRemovedMeanwhile_nothingIsStored() {
        Keyspace<String, String> keyspace = open();
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<@Nullable String> found =
                keyspace.async().get("a", key -> source).toCompletableFuture();
        keyspace.remove("a");
        source.complete("loaded");
        assertThat(found).isCompletedWithValue("loaded");
        assertThat(keyspace.containsKey("a")).isFalse();
    }

    @Test
    default void asyncGet_itsStageOrItselfFails_tellsTheCauseAndTheKeyCanBeLoaded() {
        Keyspace<String, String> keyspace = open();
        AsyncLoader<String, String> throwing = key -> {
            throw new IOException("database is away");
        };
        AsyncLoader<String, String> failing = key -> CompletableFuture.failedFuture(new IOException("away"));
        for (AsyncLoader<String, String> loader : List.of(throwing, failing)) {
            assertThatThrownBy(() -> keyspace.async()
                            .get("a", loader)
                            .toCompletableFuture()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(LoadFailedException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
        assertThat(keyspace.stats().loadFailures()).isEqualTo(2);
        assertThat(keyspace.get("a", key -> "loaded")).isEqualTo("loaded");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String storedDuring(Consumer<Keyspace<String, String>> meanwhile) {
        Keyspace<String, String> keyspace = open();
        PendingLoad<String, String> load = keyspace.beginLoad("a");
        meanwhile.accept(keyspace);
        boolean worth = load.isWorthStoring();
        assertThat(load.store("loaded")).isEqualTo(worth);
        return keyspace.getIfPresent("a");
    }

    private static Loader<String, String> deciding(String value, long deadlineMillis) {
        return new Loader<>() {
            @Override
            public String load(String key) {
                return value;
            }

            @Override
            public Decision<String> decide(String key, String loaded, EntryView<String> entry, long nowMillis) {
                return new Decision.Put<>(loaded, deadlineMillis);
            }
        };
    }
}
