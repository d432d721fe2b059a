package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.spring.entry.NewValue;
import dev.larder.store.Store;
import dev.larder.testkit.LogSpy;
import dev.larder.testkit.ManualClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction sees of a cache, what others see of it, and when. */
class TransactionTest {
    private final Store store = Caches.store(new ManualClock());
    private final LarderCache cache = Caches.cache(store);
    private final RecordingTransactions transactions = new RecordingTransactions();
    private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() throws Exception {
        otherThread.shutdownNow();
        assertThat(otherThread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        store.close();
    }

    /** What a thread that is in no transaction gets. */
    private <T> T elsewhere(Supplier<T> action) {
        try {
            return otherThread.submit(action::get).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private Object seenElsewhere(Object key) {
        return elsewhere(() -> valueOf(cache.get(key)));
    }

    private Object seenHere(Object key) {
        return valueOf(cache.get(key));
    }

    private static Object valueOf(ValueWrapper found) {
        return found == null ? null : found.get();
    }

    // ---- before the commit ----

    @Test
    void put_beforeCommit_isSeenByTheTransactionAlone() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.put("ada", "new");

            assertThat(seenHere("ada")).isEqualTo("new");
            assertThat(seenElsewhere("ada")).isEqualTo("old");
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
    }

    @Test
    void evict_beforeCommit_isSeenByTheTransactionAlone() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.evict("ada");

            assertThat(cache.get("ada")).isNull();
            assertThat(seenElsewhere("ada")).isEqualTo("old");
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void clear_beforeCommit_isSeenByTheTransactionAlone() {
        cache.put("ada", "old");
        cache.put("grace", "old");

        transactions.inTransaction(() -> {
            cache.clear();
            cache.put("ada", "new");

            assertThat(seenHere("ada")).isEqualTo("new");
            assertThat(cache.get("grace")).isNull();
            assertThat(seenElsewhere("grace")).isEqualTo("old");
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
        assertThat(seenElsewhere("grace")).isNull();
    }

    @Test
    void evictByTag_beforeCommit_isSeenByTheTransactionAlone() {
        cache.put("ada", "old", null, List.of("poets"));
        cache.put("grace", "old", null, List.of("admirals"));

        transactions.inTransaction(() -> {
            assertThat(cache.evictByTag("poets")).isEqualTo(1);

            assertThat(cache.get("ada")).isNull();
            assertThat(seenHere("grace")).isEqualTo("old");
            assertThat(seenElsewhere("ada")).isEqualTo("old");
        });

        assertThat(seenElsewhere("ada")).isNull();
        assertThat(seenElsewhere("grace")).isEqualTo("old");
    }

    @Test
    void evictByPrefix_beforeCommit_isSeenByTheTransactionAlone() {
        cache.put("user:1", "old");
        cache.put("order:1", "old");

        transactions.inTransaction(() -> {
            assertThat(cache.evictByPrefix("user:")).isEqualTo(1);

            assertThat(cache.get("user:1")).isNull();
            assertThat(seenHere("order:1")).isEqualTo("old");
            assertThat(seenElsewhere("user:1")).isEqualTo("old");
        });

        assertThat(seenElsewhere("user:1")).isNull();
    }

    @Test
    void evictIfPresent_beforeCommit_isSeenByAllAndHoldsAfterIt() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            assertThat(cache.evictIfPresent("ada")).isTrue();
            assertThat(seenElsewhere("ada")).isNull();
            assertThat(this.<Object>elsewhere(() -> cache.get("ada", () -> "old, read before the commit")))
                    .isEqualTo("old, read before the commit");
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void putIfAbsent_beforeCommit_goesByWhatTheTransactionSees() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            assertThat(valueOf(cache.putIfAbsent("ada", "new"))).isEqualTo("old");
            cache.evict("ada");
            assertThat(cache.putIfAbsent("ada", "new")).isNull();
            assertThat(seenElsewhere("ada")).isEqualTo("old");
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
    }

    // ---- roll-back ----

    @Test
    void rollback_afterChangesOfEveryKind_leavesTheCacheAsItWas() {
        cache.put("ada", "old", null, List.of("poets"));
        cache.put("grace", "old");
        TransactionStatus status = transactions.begin();
        cache.put("ada", "new");
        cache.put("alan", "new");
        cache.evict("grace");
        cache.evictByTag("poets");
        cache.evictByPrefix("g");
        cache.<Object>get("kurt", () -> "not committed");

        transactions.rollback(status);

        assertThat(seenElsewhere("ada")).isEqualTo("old");
        assertThat(seenElsewhere("grace")).isEqualTo("old");
        assertThat(seenElsewhere("alan")).isNull();
        assertThat(seenElsewhere("kurt")).isNull();
        assertThat(cache.get("alan")).isNull();
    }

    @Test
    void rollback_ofAClear_leavesTheCacheAsItWas() {
        cache.put("ada", "old");
        TransactionStatus status = transactions.begin();
        cache.clear();

        transactions.rollback(status);

        assertThat(seenHere("ada")).isEqualTo("old");
    }

    @Test
    void savepointRollback_afterAPut_leavesAnEviction() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.put("ada", "new");
            TransactionSynchronizationManager.getSynchronizations()
                    .forEach(synchronization -> synchronization.savepointRollback("a savepoint"));
            assertThat(cache.get("ada")).isNull();
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    // ---- the moment of the commit ----

    @Test
    void read_whileCommitting_neverSeesTheOldValue() {
        cache.put("ada", "old");
        cache.put("alan", "old");
        cache.put("tagged", "old", null, List.of("poets"));
        cache.put("prefix:1", "old");
        cache.put("untouched", "old");

        transactions.inTransaction(() -> {
            cache.put("ada", "new");
            cache.evict("alan");
            cache.evictByTag("poets");
            cache.evictByPrefix("prefix:");
            transactions.whileCommitting(() -> {
                assertThat(seenElsewhere("ada")).isNull();
                assertThat(seenElsewhere("alan")).isNull();
                assertThat(seenElsewhere("tagged")).isNull();
                assertThat(seenElsewhere("prefix:1")).isNull();
                assertThat(seenElsewhere("untouched")).isEqualTo("old");
            });
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
        assertThat(seenElsewhere("untouched")).isEqualTo("old");
    }

    @Test
    void read_whileCommittingAClear_seesNothing() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.clear();
            transactions.whileCommitting(() -> assertThat(seenElsewhere("ada")).isNull());
        });
    }

    /** A key at which a reader waits while it asks whether the key is in doubt. */
    private static final class AskedKey {
        private final Gate gate = new Gate();
        private volatile boolean armed;

        @Override
        public boolean equals(Object other) {
            return other instanceof AskedKey;
        }

        @Override
        public int hashCode() {
            if (armed && StackWalker.getInstance().walk(AskedKey::isAsking)) {
                gate.pass();
            }
            return 1;
        }

        private static boolean isAsking(Stream<StackWalker.StackFrame> frames) {
            return frames.anyMatch(frame -> frame.getClassName().endsWith(".Doubts")
                    && frame.getMethodName().equals("cover"));
        }
    }

    private Object askedAcrossTheEndOfTheCommit(Function<AskedKey, Object> question) throws Exception {
        AskedKey key = new AskedKey();
        cache.put(new AskedKey(), "old");
        AtomicReference<Future<Object>> answer = new AtomicReference<>();

        transactions.inTransaction(() -> {
            cache.put(new AskedKey(), "new");
            transactions.whileCommitting(() -> {
                key.armed = true;
                answer.set(otherThread.submit(() -> question.apply(key)));
                key.gate.awaitArrival();
            });
        });
        key.gate.open();

        return answer.get().get(20, TimeUnit.SECONDS);
    }

    @Test
    void get_acrossTheEndOfTheCommit_seesTheNewValue() throws Exception {
        assertThat(askedAcrossTheEndOfTheCommit(key -> valueOf(cache.get(key)))).isEqualTo("new");
    }

    @Test
    void getWithLoader_acrossTheEndOfTheCommit_seesTheNewValue() throws Exception {
        assertThat(askedAcrossTheEndOfTheCommit(key -> cache.get(key, () -> "not loaded")))
                .isEqualTo("new");
    }

    @Test
    void peek_acrossTheEndOfTheCommit_seesTheNewValue() throws Exception {
        assertThat(askedAcrossTheEndOfTheCommit(key -> valueOf(cache.peek(key))))
                .isEqualTo("new");
    }

    @Test
    void putIfAbsent_acrossTheEndOfTheCommit_seesTheNewValue() throws Exception {
        assertThat(askedAcrossTheEndOfTheCommit(key -> valueOf(cache.putIfAbsent(key, "newer"))))
                .isEqualTo("new");
    }

    @Test
    void putIfAbsent_whileCommitting_findsAndStoresNothing() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.put("ada", "new");
            transactions.whileCommitting(() -> assertThat(elsewhere(() -> cache.putIfAbsent("ada", "another's")))
                    .isNull());
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
    }

    @Test
    void load_whileCommitting_isNotStored() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.evict("ada");
            transactions.whileCommitting(() -> {
                assertThat(this.<Object>elsewhere(() -> cache.get("ada", () -> "read while committing")))
                        .isEqualTo("read while committing");
                assertThat(elsewhere(() -> cache.retrieve("ada", () -> CompletableFuture.completedFuture("the same"))))
                        .isCompletedWithValue("the same");
                assertThat(seenElsewhere("ada")).isNull();
            });
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void load_begunBeforeTheCommit_isNotStoredAfterIt() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> loading = elsewhere(() -> cache.retrieve("ada", () -> source));

        transactions.inTransaction(() -> cache.evict("ada"));
        source.complete("read before the commit");

        assertThat(loading).isCompletedWithValue("read before the commit");
        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void load_begunAndEndedWhileCommittingOfAClear_isNotStored() {
        transactions.inTransaction(() -> {
            cache.clear();
            transactions.whileCommitting(() -> elsewhere(() -> cache.get("ada", () -> "read while committing")));
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void load_begunBeforeARollback_isStored() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> loading = elsewhere(() -> cache.retrieve("ada", () -> source));
        TransactionStatus status = transactions.begin();
        cache.evict("ada");
        transactions.rollback(status);

        source.complete("committed long ago");

        assertThat(loading).isCompletedWithValue("committed long ago");
        assertThat(seenElsewhere("ada")).isEqualTo("committed long ago");
    }

    @Test
    void put_byAnotherWhileCommitting_leavesNeither() {
        transactions.inTransaction(() -> {
            cache.put("ada", "the transaction's");
            transactions.whileCommitting(() -> elsewhere(() -> {
                cache.put("ada", "another's");
                return null;
            }));
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void put_byTwoTransactionsAtOnce_leavesNeither() {
        transactions.inTransaction(() -> {
            cache.put("ada", "one");
            transactions.whileCommitting(() -> elsewhere(() -> {
                new TransactionTemplate(transactions).executeWithoutResult(status -> cache.put("ada", "another"));
                return null;
            }));
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void put_whileAnotherTransactionThatEvictedCommits_leavesNothing() {
        transactions.inTransaction(() -> {
            cache.evict("ada");
            transactions.whileCommitting(() -> elsewhere(() -> {
                new TransactionTemplate(transactions).executeWithoutResult(status -> cache.put("ada", "another"));
                return null;
            }));
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    // ---- what fails ----

    @Test
    void nullKey_inATransaction_isRefusedAtOnce() {
        transactions.inTransaction(() -> {
            assertThatNullPointerException()
                    .isThrownBy(() -> cache.put(null, "x"))
                    .withMessageContaining("users");
            assertThatNullPointerException().isThrownBy(() -> cache.evict(null));
            assertThatNullPointerException().isThrownBy(() -> cache.evictIfPresent(null));
            assertThatNullPointerException().isThrownBy(() -> cache.get(null));
            assertThatNullPointerException().isThrownBy(() -> cache.putIfAbsent(null, "x"));
            assertThatNullPointerException().isThrownBy(() -> cache.get(null, () -> "x"));
            assertThatNullPointerException().isThrownBy(() -> cache.evictByPrefix(null));
            assertThatNullPointerException().isThrownBy(() -> cache.evictByTag((String) null));
            cache.put("ada", "new");
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
        assertThat(cache.needsCare()).isFalse();
    }

    /** A key that breaks once it was given to the cache. */
    private static final class BreakingKey {
        private boolean broken;

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            if (broken) {
                throw new AssertionError("no hash code any more");
            }
            return 1;
        }
    }

    @Test
    void commit_ofAKeyThatBreaks_publishesAllElseAndTells() {
        LarderCache other = Caches.manager(store, "orders").require("orders");
        BreakingKey breaking = new BreakingKey();
        cache.put("ada", "old");
        cache.put("grace", "old");
        other.put("1", "old");

        try (LogSpy log = new LogSpy(LarderCache.class)) {
            assertThatCode(() -> transactions.inTransaction(() -> {
                        cache.put("ada", "new");
                        cache.put(breaking, "x");
                        cache.evict("grace");
                        other.put("1", "new");
                        breaking.broken = true;
                        transactions.whileCommitting(() -> {
                            assertThat(seenElsewhere("grace")).isNull();
                            assertThat(elsewhere(() -> other.get("1"))).isNull();
                        });
                    }))
                    .doesNotThrowAnyException();

            assertThat(log.messages()).anyMatch(message -> message.contains("users"));
        }
        assertThat(seenElsewhere("ada")).isEqualTo("new");
        assertThat(seenElsewhere("grace")).isNull();
        assertThat(elsewhere(() -> valueOf(other.get("1")))).isEqualTo("new");
        assertThat(cache.needsCare()).isFalse();
        assertThat(other.needsCare()).isFalse();
    }

    @Test
    void clear_withAKeyThatBreaks_clears() {
        BreakingKey breaking = new BreakingKey();
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.clear();
            cache.put(breaking, "x");
            breaking.broken = true;
        });

        assertThat(seenElsewhere("ada")).isNull();
        assertThat(cache.needsCare()).isFalse();
    }

    // ---- loads within a transaction ----

    @Test
    void load_inATransaction_isStoredByTheCommit() {
        transactions.inTransaction(() -> {
            assertThat(cache.<Object>get("ada", () -> "loaded")).isEqualTo("loaded");
            assertThat(seenHere("ada")).isEqualTo("loaded");
            assertThat(seenElsewhere("ada")).isNull();
        });

        assertThat(seenElsewhere("ada")).isEqualTo("loaded");
    }

    @Test
    void load_afterOwnEviction_isStoredByTheCommit() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.evict("ada");
            assertThat(cache.<Object>get("ada", () -> "new")).isEqualTo("new");
            transactions.whileCommitting(() -> assertThat(seenElsewhere("ada")).isNull());
        });

        assertThat(seenElsewhere("ada")).isEqualTo("new");
    }

    @Test
    void load_afterOwnEvictionAndEvictedByAnother_isNotStored() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.evict("ada");
            cache.<Object>get("ada", () -> "new");
            elsewhere(() -> cache.evictIfPresent("ada"));
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void load_afterOwnEvictionAndItsTagEvictedByAnother_isNotStored() {
        cache.put("ada", "old", null, List.of("poets"));
        NewValue tagged = new NewValue("new", null, List.of("poets"));

        transactions.inTransaction(() -> {
            cache.evict("ada");
            cache.load("ada", () -> tagged, () -> tagged);
            elsewhere(() -> {
                transactions.inTransaction(() -> cache.evictByTag("poets"));
                return null;
            });
        });

        assertThat(seenElsewhere("ada")).isNull();
    }

    @Test
    void load_evictedByAnother_leavesWhatThatOneStored() {
        transactions.inTransaction(() -> {
            cache.<Object>get("ada", () -> "mine");
            elsewhere(() -> {
                cache.put("ada", "another's");
                return null;
            });
        });

        assertThat(seenElsewhere("ada")).isEqualTo("another's");
    }

    @Test
    void load_inATransaction_isNotJoinedByOthers() {
        transactions.inTransaction(() -> cache.<Object>get("ada", () -> {
            assertThat(this.<Object>elsewhere(() -> cache.get("ada", () -> "committed")))
                    .isEqualTo("committed");
            return "not committed";
        }));

        assertThat(seenElsewhere("ada")).isEqualTo("committed");
    }

    @Test
    void load_inAReadOnlyTransaction_isSharedAtOnce() {
        DefaultTransactionDefinition readOnly = new DefaultTransactionDefinition();
        readOnly.setReadOnly(true);

        new TransactionTemplate(transactions, readOnly).executeWithoutResult(status -> {
            cache.<Object>get("ada", () -> "loaded");
            assertThat(seenElsewhere("ada")).isEqualTo("loaded");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void load_inATransactionThatSeesThePast_isForItselfAlone(boolean readOnly) {
        cache.put("grace", "old");
        DefaultTransactionDefinition repeatable = new DefaultTransactionDefinition();
        repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        repeatable.setReadOnly(readOnly);

        new TransactionTemplate(transactions, repeatable).executeWithoutResult(status -> {
            cache.<Object>get("ada", () -> "of the past");
            assertThat(seenHere("ada")).isEqualTo("of the past");
            assertThat(seenElsewhere("ada")).isNull();
            cache.evict("grace");
            cache.<Object>get("grace", () -> "of the past");
            cache.put("alan", "new");
        });

        assertThat(seenElsewhere("ada")).isNull();
        assertThat(seenElsewhere("grace")).isNull();
        assertThat(seenElsewhere("alan")).isEqualTo("new");
    }

    @Test
    void load_ofVeryManyKeys_keepsTheFirstAlone() {
        transactions.inTransaction(() -> {
            for (int i = 0; i < 10_001; i++) {
                int value = i;
                cache.<Object>get(i, () -> value);
            }

            assertThat(seenHere(9_999)).isEqualTo(9_999);
            assertThat(seenHere(10_000)).isNull();
            cache.put(10_000, "put");
            assertThat(seenHere(10_000)).isEqualTo("put");
        });

        assertThat(seenElsewhere(10_000)).isEqualTo("put");
    }

    @Test
    void retrieve_inATransaction_isNotStored() {
        transactions.inTransaction(
                () -> assertThat(cache.retrieve("ada", () -> CompletableFuture.completedFuture("loaded")))
                        .isCompletedWithValue("loaded"));

        assertThat(seenElsewhere("ada")).isNull();
    }

    // ---- several transactions ----

    @Test
    void requiresNew_whileAnotherIsSuspended_hasItsOwnView() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            cache.put("ada", "outer");
            transactions.inNew(() -> {
                assertThat(seenHere("ada")).isEqualTo("old");
                cache.put("grace", "inner");
                return null;
            });
            assertThat(seenElsewhere("grace")).isEqualTo("inner");
            assertThat(seenHere("ada")).isEqualTo("outer");
            assertThat(seenElsewhere("ada")).isEqualTo("old");
        });

        assertThat(seenElsewhere("ada")).isEqualTo("outer");
    }

    @Test
    void notSupported_whileAnotherIsSuspended_worksAtOnce() {
        DefaultTransactionDefinition without =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

        transactions.inTransaction(() -> {
            cache.put("ada", "outer");
            new TransactionTemplate(transactions, without).executeWithoutResult(status -> {
                assertThat(cache.get("ada")).isNull();
                cache.put("grace", "at once");
            });
            assertThat(seenElsewhere("grace")).isEqualTo("at once");
        });
    }

    @Test
    void supports_withoutATransaction_worksAtOnce() {
        DefaultTransactionDefinition supports =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_SUPPORTS);

        new TransactionTemplate(transactions, supports).executeWithoutResult(status -> {
            cache.put("ada", "at once");
            assertThat(seenElsewhere("ada")).isEqualTo("at once");
        });
    }

    // ---- around the end ----

    @Test
    void read_afterCommitByAnotherSynchronization_seesTheNewValueAndWritesAtOnce() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    assertThat(seenHere("ada")).isEqualTo("new");
                    cache.put("grace", "after the commit");
                    assertThat(seenElsewhere("grace")).isEqualTo("after the commit");
                }
            });
            cache.put("ada", "new");
        });

        assertThat(seenElsewhere("grace")).isEqualTo("after the commit");
    }

    @Test
    void write_beforeCommitByAnotherSynchronization_isFollowed() {
        cache.put("ada", "old");
        cache.put("grace", "old");

        transactions.inTransaction(() -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    cache.evict("ada");
                }

                @Override
                public void beforeCompletion() {
                    cache.put("grace", "new");
                }
            });
            transactions.whileCommitting(() -> assertThat(seenElsewhere("ada")).isNull());
        });

        assertThat(seenElsewhere("ada")).isNull();
        assertThat(seenElsewhere("grace")).isIn(null, "new");
    }

    @Test
    void commit_storeClosedMeanwhile_succeedsAndWarns() {
        try (LogSpy log = new LogSpy(LarderCache.class)) {
            assertThatCode(() -> transactions.inTransaction(() -> {
                        cache.put("ada", "new");
                        store.close();
                    }))
                    .doesNotThrowAnyException();

            assertThat(log.messages()).anyMatch(message -> message.contains("users"));
        }
    }

    @Test
    void completion_onAnotherThread_leavesThisOneToFollowTheNext() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        TransactionSynchronizationManager.initSynchronization();
        cache.put("ada", "first");
        List<TransactionSynchronization> left = TransactionSynchronizationManager.getSynchronizations();
        TransactionSynchronizationManager.clearSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(false);

        transactions.inTransaction(() -> {
            assertThat(cache.get("ada")).isNull();
            cache.put("grace", "second");
            assertThat(seenElsewhere("grace")).isNull();
        });
        assertThat(seenElsewhere("grace")).isEqualTo("second");
        elsewhere(() -> {
            left.forEach(
                    synchronization -> synchronization.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
            return null;
        });

        transactions.inTransaction(() -> {
            cache.evict("grace");
            assertThat(seenElsewhere("grace")).isEqualTo("second");
        });
        assertThat(seenElsewhere("grace")).isNull();
        assertThat(cache.needsCare()).isFalse();
    }

    @Test
    void transactionAware_switchedOff_worksAtOnce() {
        LarderCacheManager plain =
                LarderCacheManager.builder(store).transactionAware(false).build();
        LarderCache plainCache = plain.require("plain");
        TransactionStatus status = transactions.begin();
        plainCache.put("ada", "at once");

        assertThat(elsewhere(() -> valueOf(plainCache.get("ada")))).isEqualTo("at once");
        transactions.rollback(status);
        assertThat(valueOf(plainCache.get("ada"))).isEqualTo("at once");
    }

    @Test
    void get_afterAllTransactions_needsNoCareAnyMore() {
        transactions.inTransaction(() -> {
            cache.put("ada", "new");
            cache.clear();
            cache.evictByTag("a");
            cache.evictByPrefix("b");
            cache.put("ada", "newer");
        });
        TransactionStatus status = transactions.begin();
        cache.evict("ada");
        transactions.rollback(status);

        assertThat(cache.needsCare()).isFalse();
    }
}
