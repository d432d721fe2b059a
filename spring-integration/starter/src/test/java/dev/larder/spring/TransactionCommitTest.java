package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.testkit.LogSpy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The moment of a commit: what others see and load meanwhile, and what fails. */
class TransactionCommitTest extends TransactionFixture {
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
        assertThat(askedAcrossTheEndOfTheCommit(key -> valueOf(cache.loads().peek(key))))
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
}
