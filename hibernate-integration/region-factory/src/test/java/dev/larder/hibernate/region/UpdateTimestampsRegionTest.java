package dev.larder.hibernate.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.entry.Timestamps;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpdateTimestampsRegionTest {
    private static final String TABLE = "table";

    private final Timestamps timestamps = new Timestamps(new ManualClock());
    private final UpdateTimestampsRegion region = new UpdateTimestampsRegion("timestamps", null, timestamps);

    @Test
    void put_realTimeAfterOneInTheFuture_takesItsPlace() {
        put(timestamps.next() + Timestamps.of(Duration.ofSeconds(60)));
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

    private void put(long timestamp) {
        region.putIntoCache(TABLE, timestamp, null);
    }

    private Object get() {
        return region.getFromCache(TABLE, null);
    }
}
