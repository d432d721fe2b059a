package dev.larder.sample.burst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.sample.RunningSample;
import dev.larder.sample.catalog.BadQueryException;
import dev.larder.sample.catalog.Catalogs.Caching;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunningSample
class BurstTest {
    private final Burst burst;

    @Autowired
    BurstTest(Burst burst) {
        this.burst = burst;
    }

    @Test
    void fire_withCaches_answersAllAndSomeFromTheCache() throws InterruptedException {
        BurstResult result = burst.fire(new BurstRequest(80, 4, Caching.ALL));

        assertThat(result.answeredCount()).isEqualTo(80);
        assertThat(result.fromCacheCount() + result.fromSecondLevelCount() + result.fromDatabaseCount())
                .isEqualTo(80);
        assertThat(result.fromCacheCount()).isPositive();
        assertThat(result.p99Millis()).isGreaterThanOrEqualTo(result.medianMillis());
    }

    @Test
    void fire_withoutCaches_asksTheDatabaseEachTime() throws InterruptedException {
        BurstResult result = burst.fire(new BurstRequest(20, 2, Caching.NONE));

        assertThat(result.fromDatabaseCount()).isEqualTo(20);
        assertThat(result.statementCount()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void fire_secondLevelOnly_answersRepeatedSearchesWithoutAQuery() throws InterruptedException {
        BurstResult result = burst.fire(new BurstRequest(80, 1, Caching.SECOND_LEVEL));

        assertThat(result.fromCacheCount()).isZero();
        assertThat(result.fromSecondLevelCount()).isPositive();
        assertThat(result.fromSecondLevelCount() + result.fromDatabaseCount()).isEqualTo(80);
    }

    @Test
    void fire_withoutTime_saysThatNothingWasAnswered() throws InterruptedException {
        BurstResult result = burst.fire(new BurstRequest(20, 2, Caching.ALL), 0);

        assertThat(result.answeredCount()).isZero();
        assertThat(result.perSecond()).isZero();
        assertThat(result.medianMillis()).isZero();
    }

    @Test
    void request_outOfBounds_saysTheBounds() {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> new BurstRequest(20_001, 4, Caching.ALL))
                .withMessageContaining("between 1 and 20000, not 20001");
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> new BurstRequest(1, 0, Caching.ALL))
                .withMessageContaining("between 1 and 16, not 0");
    }
}
