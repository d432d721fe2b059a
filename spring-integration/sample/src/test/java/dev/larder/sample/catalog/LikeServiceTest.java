package dev.larder.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.sample.RunningSample;
import dev.larder.sample.catalog.Catalogs.Caching;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RunningSample
class LikeServiceTest {
    private static final int SNOWMAN = 0x2603;

    private final LikeService likes;
    private final Catalogs catalogs;
    private final TransactionTemplate transaction;

    @Autowired
    LikeServiceTest(LikeService likes, Catalogs catalogs, PlatformTransactionManager transactions) {
        this.likes = likes;
        this.catalogs = catalogs;
        transaction = new TransactionTemplate(transactions);
    }

    @Test
    void like_committed_isSeenThroughEveryCache() {
        for (int times = 0; times < 3; times++) {
            long before = seen(Caching.ALL);

            assertThat(likes.like(SNOWMAN)).isEqualTo(before + 1);

            for (Caching caching : Caching.values()) {
                assertThat(seen(caching)).as(caching.toString()).isEqualTo(before + 1);
            }
        }
    }

    @Test
    void like_rolledBack_isSeenThroughNoCache() {
        long before = seen(Caching.ALL);

        transaction.executeWithoutResult(status -> {
            likes.like(SNOWMAN);
            assertThat(seen(Caching.ALL)).as("by the transaction itself").isEqualTo(before + 1);
            status.setRollbackOnly();
        });

        for (Caching caching : Caching.values()) {
            assertThat(seen(caching)).as(caching.toString()).isEqualTo(before);
        }
    }

    @Test
    void like_byManyAtOnce_losesNone() throws Exception {
        long before = likes.like(SNOWMAN);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Long> like = () -> {
                long now = likes.like(SNOWMAN);
                assertThat(seen(Caching.ALL)).isGreaterThanOrEqualTo(now);
                return now;
            };
            for (Future<Long> done : threads.invokeAll(Collections.nCopies(40, like))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (Caching caching : Caching.values()) {
            assertThat(seen(caching)).as(caching.toString()).isEqualTo(before + 40);
        }
    }

    @Test
    void like_unknownCharacter_isRefused() {
        assertThatExceptionOfType(UnknownCharacterException.class)
                .isThrownBy(() -> likes.like(0xE000))
                .withMessageContaining("U+E000");
    }

    private long seen(Caching caching) {
        return catalogs.with(caching).character(SNOWMAN).likes();
    }
}
