package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.larder.testkit.LogSpy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction sees of a cache, what others see of it, and when. */
class TransactionTest extends TransactionFixture {
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
    void change_afterCommitByAnotherSynchronization_isFollowedToTheEnd() {
        cache.put("ada", "old");

        transactions.inTransaction(() -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    assertThat(seenHere("ada")).isEqualTo("new");
                    cache.put("grace", "after the commit");
                    assertThat(seenHere("grace")).isEqualTo("after the commit");
                    assertThat(seenElsewhere("ada")).isNull();
                }
            });
            cache.put("ada", "new");
        });

        assertThat(seenElsewhere("grace")).isEqualTo("after the commit");
    }

    @Test
    void change_inATransactionThatBeganOutsideSpring_waitsForItsCommit() {
        cache.put("ada", "old");

        transactions.beginOutsideSpring();
        transactions.inTransaction(() -> cache.put("ada", "new"));
        assertThat(seenElsewhere("ada")).isNull();
        transactions.endOutsideSpring(TransactionSynchronization.STATUS_COMMITTED);

        assertThat(seenElsewhere("ada")).isEqualTo("new");
    }

    @Test
    void change_inATransactionThatBeganOutsideSpring_isRolledBackWithIt() {
        cache.put("ada", "old");

        transactions.beginOutsideSpring();
        transactions.inTransaction(() -> cache.put("ada", "new"));
        transactions.endOutsideSpring(TransactionSynchronization.STATUS_ROLLED_BACK);

        assertThat(seenElsewhere("ada")).isEqualTo("old");
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
