package dev.larder.hibernate.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.SessionChanges;
import dev.larder.hibernate.entry.Timestamps;
import dev.larder.testkit.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.junit.jupiter.api.Test;

class UpdateTimestampsRegionTest {
    private static final String TABLE = "table";

    private final Timestamps timestamps = new Timestamps(new ManualClock());
    private final UpdateTimestampsRegion region = new UpdateTimestampsRegion("timestamps", null, timestamps);

    @Test
    void put_realTimeAfterOneInTheFuture_takesItsPlace() {
        put(inTheFuture());
        long ended = timestamps.next();
        put(ended);

        assertThat(get()).isEqualTo(ended);
    }

    /** Two transactions have ended, and the later one was faster to say so. */
    @Test
    void put_realTimeBeforeTheOneThatIsThere_isLeftOut() {
        long earlier = timestamps.next();
        long later = timestamps.next();
        put(later);
        put(earlier);

        assertThat(get()).isEqualTo(later);
    }

    @Test
    void clear_always_makesEveryKnownTableChangedNow() {
        put(timestamps.next());
        long before = timestamps.next();
        region.clear();

        assertThat((long) get()).isGreaterThan(before);
        assertThat(region.getElementCountInMemory()).isEqualTo(1);
    }

    @Test
    void get_bySessionWhoseChangeIsNotCommitted_isInTheFutureUntilItsEnd() {
        SharedSessionContractImplementor writer = session(true);
        region.putIntoCache(TABLE, inTheFuture(), writer);
        long ofAnother = timestamps.next();
        put(ofAnother);

        assertThat(region.getFromCache(TABLE, writer)).isEqualTo(Long.MAX_VALUE);
        assertThat(region.getFromCache("other", writer)).isNull();
        assertThat(get()).isEqualTo(ofAnother);
        writer.getCacheTransactionSynchronization().transactionCompleted(true);
        assertThat(region.getFromCache(TABLE, writer)).isEqualTo(ofAnother);
    }

    /** It would not say when its transaction ends. */
    @Test
    void get_byStatelessSessionThatChangesTheTable_isWhatOthersSee() {
        SharedSessionContractImplementor writer = session(false);
        region.putIntoCache(TABLE, inTheFuture(), writer);
        long ended = timestamps.next();
        region.putIntoCache(TABLE, ended, writer);

        assertThat(region.getFromCache(TABLE, writer)).isEqualTo(ended);
    }

    private long inTheFuture() {
        return timestamps.next() + Timestamps.of(Duration.ofSeconds(60));
    }

    private void put(long timestamp) {
        region.putIntoCache(TABLE, timestamp, session(true));
    }

    private Object get() {
        return region.getFromCache(TABLE, session(true));
    }

    /** A session that has just begun, and has nothing but a cache. */
    private SharedSessionContractImplementor session(boolean eventSource) {
        SessionChanges changes = new SessionChanges(timestamps);
        return (SharedSessionContractImplementor) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SharedSessionContractImplementor.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getCacheTransactionSynchronization" -> changes;
                        case "isEventSource" -> eventSource;
                        default -> throw new AssertionError("the region must not call " + method);
                    };
                });
    }
}
