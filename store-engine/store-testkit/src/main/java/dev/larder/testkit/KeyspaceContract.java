package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Change;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.LoadFailedException;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.Store;
import dev.larder.store.StoreClosedException;
import dev.larder.store.StoreConfig;
import dev.larder.store.Subscription.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every keyspace must do, whatever table holds its entries. An implementation extends this class and says how a
 * store is opened and what each keyspace is configured with.
 */
@Timeout(30)
public abstract class KeyspaceContract {
    /** The time of the store under test. */
    protected final ManualClock clock = new ManualClock();

    private final List<Change<String, String>> changes = new ArrayList<>();
    private @Nullable Store opened;
    /** Not the common pool, which may have one thread where a test needs two that wait for each other. */
    private final ExecutorService pool = Executors.newCachedThreadPool();

    /** Opens a store of the implementation under test. */
    protected abstract Store open(StoreConfig config);

    /** Adds what makes the keyspace one of the kind under test; its capacity must be at least 1,000 entries. */
    protected abstract KeyspaceConfig.Builder<String, String> configure(KeyspaceConfig.Builder<String, String> builder);

    /** The store under test. */
    protected final Store store() {
        Store current = opened;
        if (current == null) {
            current = open(StoreConfig.builder().clock(clock).seed(42).build());
            opened = current;
        }
        return current;
    }

    /** A keyspace of the kind under test with the given settings. */
    protected final Keyspace<String, String> keyspace(UnaryOperator<KeyspaceConfig.Builder<String, String>> settings) {
        return store().create(
                        "keyspace-" + store().names().size(),
                        settings.apply(configure(KeyspaceConfig.builder())).build());
    }

    /** A keyspace of the kind under test. */
    protected final Keyspace<String, String> keyspace() {
        return keyspace(builder -> builder);
    }

    private Keyspace<String, String> observed(UnaryOperator<KeyspaceConfig.Builder<String, String>> settings) {
        Keyspace<String, String> keyspace = keyspace(settings);
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, changes::add);
        return keyspace;
    }

    private List<String> told() {
        return changes.stream()
                .map(change -> change.kind() + " " + change.key() + " " + change.oldValue() + "->" + change.value())
                .toList();
    }

    @AfterEach
    final void closeStore() {
        pool.shutdownNow();
        if (opened != null) {
            opened.close();
        }
    }

    // ---- values ----

    @Test
    void get_absentKey_isNull() {
        assertThat(keyspace().get("a")).isNull();
    }

    @Test
    void put_thenGet_returnsTheSameInstance() {
        Keyspace<String, String> keyspace = keyspace();
        String value = "on".concat("e");
        keyspace.put("a", value);
        assertThat(keyspace.get("a")).isSameAs(value);
        assertThat(keyspace.containsKey("a")).isTrue();
        assertThat(keyspace.size()).isEqualTo(1);
    }

    @Test
    void put_nullKeyOrValue_isRefused() {
        Keyspace<String, String> keyspace = keyspace();
        assertThatThrownBy(() -> keyspace.put(uncheckedNull(), "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> keyspace.put("x", uncheckedNull())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> keyspace.get(uncheckedNull())).isInstanceOf(NullPointerException.class);
        assertThat(keyspace.size()).isZero();
    }

    @Test
    void conditionalOperations_inEverySituation_doWhatTheirNamesSay() {
        Keyspace<String, String> keyspace = keyspace();
        assertThat(keyspace.replace("a", "0")).isFalse();
        assertThat(keyspace.remove("a")).isFalse();
        assertThat(keyspace.getAndRemove("a")).isNull();
        assertThat(keyspace.putIfAbsent("a", "1")).isNull();
        assertThat(keyspace.putIfAbsent("a", "2")).isEqualTo("1");
        assertThat(keyspace.replace("a", "2")).isTrue();
        assertThat(keyspace.replace("a", "1", "3")).isFalse();
        assertThat(keyspace.replace("a", "2", "3")).isTrue();
        assertThat(keyspace.getAndPut("a", "4")).isEqualTo("3");
        assertThat(keyspace.getAndPut("b", "1")).isNull();
        assertThat(keyspace.remove("a", "3")).isFalse();
        assertThat(keyspace.remove("a", "4")).isTrue();
        assertThat(keyspace.getAndRemove("b")).isEqualTo("1");
        assertThat(keyspace.size()).isZero();
    }

    @Test
    void compute_presentAbsentAndNull_putsAndRemoves() {
        Keyspace<String, String> keyspace = keyspace();
        assertThat(keyspace.compute("a", (key, value) -> value == null ? "1" : value + "x"))
                .isEqualTo("1");
        assertThat(keyspace.compute("a", (key, value) -> value == null ? "1" : value + "x"))
                .isEqualTo("1x");
        assertThat(keyspace.merge("a", "y", String::concat)).isEqualTo("1xy");
        assertThat(keyspace.compute("a", (key, value) -> null)).isNull();
        assertThat(keyspace.containsKey("a")).isFalse();
        assertThat(keyspace.compute("a", (key, value) -> null)).isNull();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    void compute_functionThrows_leavesTheEntryAndTheKeyUsable() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.compute("a", (key, value) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(keyspace.get("a")).isEqualTo("1");
        keyspace.put("a", "2");
        assertThatThrownBy(() -> keyspace.compute("b", (key, value) -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(keyspace.size()).isEqualTo(1);
        assertThat(keyspace.get("a")).isEqualTo("2");
    }

    @Test
    void compute_ofItsOwnKey_failsInsteadOfWaitingForItself() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.compute("a", (key, value) -> {
                    keyspace.put("a", "inner");
                    return "outer";
                }))
                .isInstanceOf(RecursiveOperationException.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> keyspace.compute("b", (key, value) -> keyspace.putIfAbsent("b", "inner")))
                .isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.get("b")).isNull();
        keyspace.compute("a", (key, value) -> keyspace.get("a") + keyspace.get("c"));
        assertThat(keyspace.get("a")).isEqualTo("1null");
    }

    @Test
    void compute_slowOnOneKey_letsAllOtherKeysGoOn() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(
                () -> keyspace.compute("AaAa", (key, value) -> {
                    running.countDown();
                    awaitUnchecked(release);
                    return "slow";
                }),
                pool);
        running.await();
        // The same hash code, so the same bin of any hash table.
        for (String colliding : List.of("BBBB", "AaBB", "BBAa")) {
            assertThat(colliding.hashCode()).isEqualTo("AaAa".hashCode());
            keyspace.put(colliding, "quick");
            assertThat(keyspace.compute(colliding, (key, value) -> value + "er"))
                    .isEqualTo("quicker");
            assertThat(keyspace.remove(colliding)).isTrue();
        }
        assertThat(keyspace.get("AaAa")).isNull();
        release.countDown();
        assertThat(slow.get()).isEqualTo("slow");
        assertThat(keyspace.get("AaAa")).isEqualTo("slow");
    }

    @Test
    void compute_twoThreadsEachWantTheOthersKey_oneGetsAClearError() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        CountDownLatch bothHold = new CountDownLatch(2);
        AtomicInteger failures = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (String[] keys : new String[][] {{"a", "b"}, {"b", "a"}}) {
            threads.add(CompletableFuture.runAsync(
                    () -> keyspace.compute(keys[0], (key, value) -> {
                        bothHold.countDown();
                        awaitUnchecked(bothHold);
                        try {
                            keyspace.put(keys[1], "from " + keys[0]);
                        } catch (RecursiveOperationException circle) {
                            failures.incrementAndGet();
                        }
                        return "own";
                    }),
                    pool));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get();
        }
        assertThat(failures).hasValue(1);
    }

    // ---- versions ----

    @Test
    void version_overRemoveAndCreate_alwaysGrows() {
        Keyspace<String, String> keyspace = keyspace();
        long last = keyspace.view("a").version();
        assertThat(last).isZero();
        for (int i = 0; i < 5; i++) {
            keyspace.put("a", "1");
            long created = keyspace.view("a").version();
            keyspace.put("a", "2");
            long updated = keyspace.view("a").version();
            assertThat(created).isGreaterThan(last);
            assertThat(updated).isGreaterThan(created);
            last = updated;
            keyspace.remove("a");
            assertThat(keyspace.view("a").version()).isZero();
        }
    }

    @Test
    void compareAndSet_staleVersion_changesNothing() {
        Keyspace<String, String> keyspace = keyspace();
        assertThat(keyspace.compareAndSet("a", 0, "1")).isTrue();
        assertThat(keyspace.compareAndSet("a", 0, "2")).isFalse();
        long version = keyspace.view("a").version();
        assertThat(keyspace.compareAndSet("a", version, "2")).isTrue();
        assertThat(keyspace.compareAndSet("a", version, "3")).isFalse();
        assertThat(keyspace.removeIfVersion("a", version)).isFalse();
        assertThat(keyspace.removeIfVersion("a", keyspace.view("a").version())).isTrue();
    }

    @Test
    void view_withMetadata_tellsTheEntrysHistory() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.metadata(true));
        long start = clock.millis();
        keyspace.put("a", "1");
        clock.advanceMillis(10);
        keyspace.put("a", "2");
        clock.advanceMillis(10);
        keyspace.get("a");
        keyspace.get("a");
        EntryView<String> view = keyspace.view("a");
        assertThat(view.createdAtMillis()).isEqualTo(start);
        assertThat(view.updatedAtMillis()).isEqualTo(start + 10);
        assertThat(view.accessedAtMillis()).isEqualTo(start + 20);
        assertThat(view.hitCount()).isEqualTo(2);
        assertThat(view.expiresAtMillis()).isEqualTo(EntryView.NEVER);
        assertThat(view.value()).isEqualTo("2");
    }

    // ---- expiry ----

    @Test
    void get_afterDeadline_missesAndTellsExpired() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock.advanceMillis(99);
        assertThat(keyspace.get("a")).isEqualTo("1");
        clock.advanceMillis(1);
        assertThat(keyspace.get("a")).isNull();
        assertThat(keyspace.size()).isZero();
        assertThat(told()).containsExactly("CREATED a null->1", "EXPIRED a 1->1");
        assertThat(keyspace.stats().expirations()).isEqualTo(1);
    }

    @Test
    void maintain_afterDeadlines_removesWhatNobodyRead() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofSeconds(60))));
        for (int i = 0; i < 500; i++) {
            keyspace.put("k" + i, "v");
            clock.advanceMillis(10);
        }
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(500);
        clock.advanceMillis(57_500);
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(249);
        clock.advance(Duration.ofDays(1));
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
        assertThat(keyspace.stats().expirations()).isEqualTo(500);
    }

    @Test
    void put_overExpiredEntry_createsAnew() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock.advanceMillis(100);
        assertThat(keyspace.putIfAbsent("a", "2")).isNull();
        assertThat(keyspace.get("a")).isEqualTo("2");
        assertThat(told()).containsExactly("CREATED a null->1", "EXPIRED a 1->1", "CREATED a null->2");
    }

    @Test
    void lifetimeAfterAccess_entryIsRead_livesOn() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterAccess(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        for (int i = 0; i < 10; i++) {
            clock.advanceMillis(90);
            assertThat(keyspace.get("a")).isEqualTo("1");
        }
        clock.advanceMillis(90);
        assertThat(keyspace.containsKey("a")).isTrue();
        clock.advanceMillis(10);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    void lifetimeAfterAccess_shorterThanAfterCreate_isHeardByTheTimer() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(new Lifetime(100_000, Lifetime.UNCHANGED, 1_000, 0)));
        keyspace.put("a", "1");
        keyspace.get("a");
        clock.advanceMillis(1_000);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    void lifetimeUnchangedAfterUpdate_entryIsUpdated_keepsItsDeadline() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock.advanceMillis(60);
        keyspace.put("a", "2");
        clock.advanceMillis(40);
        assertThat(keyspace.get("a")).isNull();
    }

    @Test
    void lifetimeOfZero_entryIsPut_isNeverSeen() {
        Keyspace<String, String> keyspace = observed(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ZERO)));
        keyspace.put("a", "1");
        assertThat(keyspace.get("a")).isNull();
        assertThat(told()).isEmpty();
    }

    @Test
    void lifetimeOfLongMax_entryIsPut_neverExpires() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(Long.MAX_VALUE))));
        keyspace.put("a", "1");
        Keyspace<String, String> almost =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofMillis(Long.MAX_VALUE - 1))));
        almost.put("a", "1");
        clock.advance(Duration.ofDays(100_000));
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(almost.get("a")).isEqualTo("1");
    }

    @Test
    void ownTimeToLive_readSetAndPersist() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1", Duration.ofMillis(100));
        keyspace.put("b", "1");
        assertThat(keyspace.timeToLive("a")).hasMillis(100);
        assertThat(keyspace.timeToLive("b")).hasMillis(Lifetime.ETERNAL);
        assertThat(keyspace.timeToLive("c")).isNull();
        clock.advanceMillis(30);
        assertThat(keyspace.timeToLive("a")).hasMillis(70);
        assertThat(keyspace.expireAfter("b", Duration.ofMillis(50))).isTrue();
        assertThat(keyspace.expireAfter("c", Duration.ofMillis(50))).isFalse();
        assertThat(keyspace.persist("a")).isTrue();
        clock.advanceMillis(50);
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.get("b")).isNull();
        assertThat(keyspace.expireAt("a", clock.millis() - 1)).isTrue();
        assertThat(keyspace.get("a")).isNull();
        assertThat(keyspace.putIfAbsent("a", "2", Duration.ofMillis(10))).isNull();
        clock.advanceMillis(10);
        assertThat(keyspace.containsKey("a")).isFalse();
    }

    @Test
    void ownTimeToLive_plainPutAfterIt_putsTheEntryUnderTheLifetimeAgain() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1", Duration.ofMillis(100));
        keyspace.put("a", "2");
        clock.advanceMillis(100);
        assertThat(keyspace.get("a")).isEqualTo("2");
    }

    @Test
    void ownTimeToLive_underALifetimeAfterAccess_isNotMovedByReads() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterAccess(Duration.ofHours(1))));
        keyspace.put("a", "1", Duration.ofMillis(100));
        clock.advanceMillis(50);
        keyspace.get("a");
        clock.advanceMillis(50);
        assertThat(keyspace.get("a")).isNull();
    }

    @Test
    void jitter_manyEntries_spreadsTheirDeadlinesAroundTheLifetime() {
        Keyspace<String, String> keyspace = keyspace(builder ->
                builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(100)).withJitter(0.1)));
        List<Long> deadlines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keyspace.put("k" + i, "v");
            deadlines.add(keyspace.view("k" + i).expiresAtMillis() - clock.millis());
        }
        assertThat(deadlines).allMatch(millis -> millis >= 90_000 && millis <= 110_000);
        assertThat(deadlines.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(99_000.0, 101_000.0);
        assertThat(Set.copyOf(deadlines)).hasSizeGreaterThan(900);
    }

    @Test
    void clock_stepsBack_entriesStayAndNothingBreaks() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock.setMillis(clock.millis() - 3_600_000);
        assertThat(keyspace.get("a")).isEqualTo("1");
        keyspace.put("b", "1");
        keyspace.maintain();
        clock.advanceMillis(100);
        keyspace.maintain();
        assertThat(keyspace.get("b")).isNull();
        clock.advanceMillis(3_600_000);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
    }

    // ---- events ----

    @Test
    void changes_ofOneKey_areToldInOrderWithOldAndNewValues() {
        Keyspace<String, String> keyspace = observed(builder -> builder);
        keyspace.put("a", "1");
        keyspace.put("a", "2");
        keyspace.compute("a", (key, value) -> value + "x");
        keyspace.remove("a");
        keyspace.remove("a");
        keyspace.clear();
        assertThat(told())
                .containsExactly("CREATED a null->1", "UPDATED a 1->2", "UPDATED a 2->2x", "REMOVED a 2x->2x");
        assertThat(changes).extracting(Change::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void synchronousListener_throws_theChangeStaysAndTheCallerHears() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> {
            throw new IllegalStateException("listener of " + change.key());
        });
        assertThatThrownBy(() -> keyspace.put("a", "1")).hasMessage("listener of a");
        assertThat(keyspace.get("a")).isEqualTo("1");
        keyspace.put("a", "2");
        assertThat(keyspace.get("a")).isEqualTo("2");
    }

    @Test
    void synchronousListener_changesItsOwnKey_getsAClearError() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> {
            keyspace.put("other", keyspace.get(change.key()) + "!");
            keyspace.remove(change.key());
        });
        assertThatThrownBy(() -> keyspace.put("other", "1")).isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("other")).isEqualTo("1");
    }

    @Test
    void asynchronousListener_manyChanges_hearsAllOfAKeyInOrder() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        int count = 5_000;
        List<String> heard = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(count);
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.ASYNCHRONOUS, change -> {
            heard.add(change.value());
            all.countDown();
        });
        for (int i = 0; i < count; i++) {
            keyspace.put("a", "" + i);
        }
        all.await();
        assertThat(heard).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(heard.get(i)).isEqualTo("" + i);
        }
    }

    @Test
    void subscription_closed_hearsNothingMore() {
        Keyspace<String, String> keyspace = keyspace();
        var subscription = keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, changes::add);
        keyspace.put("a", "1");
        subscription.close();
        subscription.close();
        keyspace.put("a", "2");
        assertThat(told()).containsExactly("CREATED a null->1");
    }

    // ---- loads ----

    @Test
    void get_missingWithLoader_loadsOnceAndKeeps() {
        AtomicInteger loads = new AtomicInteger();
        Keyspace<String, String> keyspace = observed(builder -> builder.statistics(true)
                .loader(key -> key.startsWith("no") ? null : "loaded " + loads.incrementAndGet()));
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        assertThat(keyspace.getIfPresent("b")).isNull();
        assertThat(keyspace.get("none")).isNull();
        assertThat(keyspace.containsKey("none")).isFalse();
        assertThat(told()).containsExactly("CREATED a null->loaded 1");
        assertThat(keyspace.stats().loads()).isEqualTo(2);
        assertThat(keyspace.stats().puts()).isZero();
    }

    @Test
    void get_loaderThrows_tellsTheCauseAndStoresNothing() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> {
            throw new IOException("database is away");
        }));
        assertThatThrownBy(() -> keyspace.get("a"))
                .isInstanceOf(LoadFailedException.class)
                .hasMessageContaining("'a'")
                .hasCauseInstanceOf(IOException.class);
        assertThat(keyspace.size()).isZero();
    }

    @Test
    void get_manyThreadsMissOneKey_oneLoadServesAll() throws Exception {
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
        List<String> found = java.util.Collections.synchronizedList(new ArrayList<>());
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
    void load_keyIsWrittenMeanwhile_theWriteStays() {
        assertThat(loadDuring(keyspace -> keyspace.put("a", "written"))).isEqualTo("written");
    }

    @Test
    void load_keyIsWrittenAndRemovedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(keyspace -> {
                    keyspace.put("a", "written");
                    keyspace.remove("a");
                }))
                .isNull();
    }

    @Test
    void load_absentKeyIsRemovedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(keyspace -> keyspace.remove("a"))).isNull();
    }

    @Test
    void load_keyspaceIsClearedMeanwhile_nothingIsStored() {
        assertThat(loadDuring(Keyspace::clear)).isNull();
    }

    @Test
    void load_anotherKeyIsWrittenMeanwhile_theLoadIsStored() {
        assertThat(loadDuring(keyspace -> keyspace.put("b", "written"))).isEqualTo("loaded");
    }

    /** What the key has after a load during which the interloper acted. */
    private @Nullable String loadDuring(java.util.function.Consumer<Keyspace<String, String>> interloper) {
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
    void load_ofItsOwnKey_failsInsteadOfWaitingForItself() {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(keyspace(builder -> builder.loader(key -> self.get(0).get(key))));
        assertThatThrownBy(() -> self.get(0).get("a")).isInstanceOf(RecursiveOperationException.class);
    }

    @Test
    void getAll_someMissing_loadsThoseTogether() {
        List<Set<String>> asked = new ArrayList<>();
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(new dev.larder.store.Loader<>() {
            @Override
            public String load(String key) {
                throw new AssertionError("one by one");
            }

            @Override
            public Map<String, String> loadAll(Set<? extends String> keys) {
                asked.add(Set.copyOf(keys));
                Map<String, String> loaded = new TreeMap<>();
                keys.stream().filter(key -> !key.equals("none")).forEach(key -> loaded.put(key, "loaded " + key));
                return loaded;
            }
        }));
        keyspace.put("a", "own");
        assertThat(keyspace.getAll(List.of("a", "b", "none", "c")))
                .isEqualTo(Map.of("a", "own", "b", "loaded b", "c", "loaded c"));
        assertThat(asked).containsExactly(Set.of("b", "none", "c"));
        keyspace.loadAll(Set.of("a", "b"), false);
        assertThat(keyspace.get("a")).isEqualTo("own");
        keyspace.loadAll(Set.of("a"), true);
        assertThat(keyspace.get("a")).isEqualTo("loaded a");
    }

    @Test
    void refreshAhead_ageingEntryIsRead_isLoadedAnewWhileTheOldValueServes() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch refreshed = new CountDownLatch(2);
        Keyspace<String, String> keyspace = keyspace(builder -> builder.refreshAhead(0.8)
                .lifetime(Lifetime.afterWrite(Duration.ofMillis(100)))
                .loader(key -> "loaded " + loads.incrementAndGet()));
        keyspace.subscribe(
                EnumSet.of(Change.Kind.CREATED, Change.Kind.UPDATED),
                Delivery.SYNCHRONOUS,
                change -> refreshed.countDown());
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        clock.advanceMillis(79);
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        assertThat(loads).hasValue(1);
        clock.advanceMillis(1);
        assertThat(keyspace.get("a")).isEqualTo("loaded 1");
        refreshed.await();
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
        clock.advanceMillis(79);
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
    }

    // ---- several keys ----

    @Test
    void holding_severalKeys_keepsOthersOffAndGoesOnItself() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        List<CompletableFuture<Void>> others = new ArrayList<>();
        String result = keyspace.holding(List.of("a", "b", "a"), () -> {
            others.add(CompletableFuture.runAsync(() -> keyspace.compute("a", (key, value) -> value + "other"), pool));
            others.add(CompletableFuture.runAsync(() -> keyspace.compute("b", (key, value) -> value + "other"), pool));
            keyspace.put("a", "2");
            keyspace.put("b", "1", Duration.ofMillis(10));
            keyspace.compute("a", (key, value) -> value + "x");
            keyspace.remove("b");
            keyspace.put("b", "2", Duration.ofMillis(10));
            return keyspace.get("a") + keyspace.get("b");
        });
        assertThat(result).isEqualTo("2x2");
        for (CompletableFuture<Void> other : others) {
            other.get();
        }
        assertThat(keyspace.get("a")).isEqualTo("2xother");
        assertThat(keyspace.get("b")).isEqualTo("2other");
    }

    @Test
    void holding_actionThrows_givesTheKeysUp() {
        Keyspace<String, String> keyspace = keyspace();
        assertThatThrownBy(() -> keyspace.holding(List.of("a", "b"), () -> {
                    keyspace.put("a", "1");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.size()).isEqualTo(1);
        keyspace.put("b", "1");
    }

    @Test
    void run_customOperation_seesTheEntryAndTheTime() {
        Keyspace<String, String> keyspace = keyspace();
        Operation<String, String, String> stamp = new Operation<>() {
            @Override
            public Decision<String> decide(String key, EntryView<String> entry, long nowMillis) {
                return new Decision.Put<>(entry.value() + "@" + nowMillis);
            }

            @Override
            public @Nullable String result(@Nullable String before, Decision<String> decision) {
                return before;
            }
        };
        assertThat(keyspace.run("a", stamp)).isNull();
        long first = clock.millis();
        clock.advanceMillis(5);
        assertThat(keyspace.run("a", stamp)).isEqualTo("null@" + first);
        assertThat(keyspace.get("a")).isEqualTo("null@" + first + "@" + clock.millis());
        assertThat(keyspace.run("a", Operations.getAndRemove())).startsWith("null@");
    }

    @Test
    void iterator_whileOthersWrite_seesWhatStayed() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofMillis(100))));
        keyspace.put("old", "1");
        clock.advanceMillis(100);
        for (int i = 0; i < 100; i++) {
            keyspace.put("k" + i, "v" + i);
        }
        Map<String, String> seen = new TreeMap<>();
        keyspace.iterator().forEachRemaining(entry -> {
            seen.put(entry.getKey(), "" + entry.getValue().value());
            keyspace.remove("k" + (99 - seen.size()));
        });
        assertThat(seen).doesNotContainKey("old").hasSizeBetween(50, 100);
        assertThat(seen).allSatisfy((key, value) -> assertThat(value).isEqualTo("v" + key.substring(1)));
    }

    // ---- the asynchronous form ----

    @Test
    void async_everyOperation_completesWithWhatTheOtherFormReturns() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> "loaded"));
        var async = keyspace.async();
        assertThat(async.put("a", "1").toCompletableFuture()).isCompleted();
        assertThat(async.get("a").toCompletableFuture()).isCompletedWithValue("1");
        assertThat(async.get("b").toCompletableFuture().join()).isEqualTo("loaded");
        assertThat(async.putIfAbsent("a", "2").toCompletableFuture()).isCompletedWithValue("1");
        assertThat(async.getAndPut("a", "3").toCompletableFuture()).isCompletedWithValue("1");
        assertThat(async.compute("a", (key, value) -> value + "x")
                        .toCompletableFuture()
                        .join())
                .isEqualTo("3x");
        assertThat(async.remove("a").toCompletableFuture()).isCompletedWithValue(true);
        assertThat(async.remove("a").toCompletableFuture()).isCompletedWithValue(false);
        assertThat(async.getAll(List.of("c", "d")).toCompletableFuture().join()).containsOnlyKeys("c", "d");
    }

    // ---- the end ----

    @Test
    void everyMethod_afterTheStoreIsClosed_saysSo() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        store().close();
        assertThat(keyspace.isClosed()).isTrue();
        assertThatThrownBy(() -> keyspace.get("a"))
                .isInstanceOf(StoreClosedException.class)
                .hasMessageContaining(keyspace.name());
        assertThatThrownBy(() -> keyspace.put("a", "2")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> keyspace.remove("a")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(keyspace::size).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> store().create("x", KeyspaceConfig.defaults()))
                .isInstanceOf(StoreClosedException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T uncheckedNull() {
        return null;
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
