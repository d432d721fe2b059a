package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.entry.NewValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of values that a transaction loads. */
class TransactionLoadTest extends TransactionFixture {
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
            cache.loads().load("ada", () -> tagged, () -> tagged);
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
}
