package dev.larder.hibernate.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a key while its region is cleared: others step in between the taking of a mark and its publication. */
class KeyspaceEntriesTest {
    private static final Object KEY = "key";

    private final ManualClock clock = new ManualClock();
    private final Store store = Store.open(StoreConfig.builder().clock(clock).build());
    private final Timestamps timestamps = new Timestamps(clock);
    private final InterruptedMarks marks = new InterruptedMarks();
    private final Entries entries = new KeyspaceEntries(
            store.create("region", KeyspaceConfig.defaults()),
            () -> store.drop("region"),
            timestamps,
            new LockTimes(Duration.ofSeconds(60)),
            marks);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void evictAll_unlockBeforeAMarkIsPublished_leavesNothingVisible() {
        for (int publication = 1; publication <= 2; publication++) {
            long owner = timestamps.next();
            KeyLock lock = entries.lock(KEY, owner, owner);
            marks.before(publication, () -> entries.putCommitted(KEY, "made of what was evicted", null, lock));
            entries.evictAll();

            requireNothingVisible(publication);
        }
    }

    @Test
    void evictAll_lockBeforeAMarkIsPublishedAndUnlockBeforeTheNext_leavesNothingVisible() {
        KeyLock[] lock = new KeyLock[1];
        long owner = timestamps.next();
        marks.before(1, () -> lock[0] = entries.lock(KEY, owner, owner));
        marks.before(2, () -> entries.putCommitted(KEY, "made of what was evicted", null, lock[0]));
        entries.evictAll();

        requireNothingVisible(2);
    }

    @Test
    void evictAll_lockBeforeAMarkIsPublished_holderPutsNothingLater() {
        for (int publication = 1; publication <= 2; publication++) {
            KeyLock[] lock = new KeyLock[1];
            long owner = timestamps.next();
            marks.before(publication, () -> lock[0] = entries.lock(KEY, owner, owner));
            entries.evictAll();

            assertThat(entries.putCommitted(KEY, "made of what was evicted", null, lock[0]))
                    .as("publication %d", publication)
                    .isFalse();
        }
    }

    @Test
    void evictAll_insertBeforeAMarkIsPublished_leavesNothingVisible() {
        for (int publication = 1; publication <= 2; publication++) {
            long owner = timestamps.next();
            marks.before(publication, () -> entries.putInserted(KEY, "inserted before", null, owner));
            entries.evictAll();

            requireNothingVisible(publication);
        }
    }

    @Test
    void evictAll_loadBeforeAMarkIsPublished_leavesNothingVisible() {
        for (int publication = 1; publication <= 2; publication++) {
            long reader = timestamps.next();
            marks.before(publication, () -> entries.putLoaded(KEY, "old", null, reader, Replacement.NOT_NEWER));
            entries.evictAll();

            requireNothingVisible(publication);
        }
    }

    /** A transaction must not fail for it, nor must what it replaces be cached. */
    @Test
    void lock_storeIsFullAndEvictsNothing_keepsOldStateOutAllTheSame() {
        StoreConfig small =
                StoreConfig.builder().clock(clock).maxMemoryBytes(16 << 10).build();
        KeyspaceConfig<Object, CachedState> refusing = KeyspaceConfig.<Object, CachedState>builder()
                .policy(KeyspaceConfig.NO_EVICTION)
                .build();
        try (Store full = Store.open(small)) {
            LockTimes times = new LockTimes(Duration.ofSeconds(60));
            Entries few =
                    new KeyspaceEntries(full.create("full", refusing), () -> full.drop("full"), timestamps, times);
            long filler = timestamps.next();
            int count = 0;
            while (few.putLoaded(count, "state", null, filler, Replacement.NEVER)) {
                count++;
            }
            KeyLock lock = few.lock(KEY, filler, filler);
            few.evict(0);
            few.evict(1);

            assertThat(few.putLoaded(KEY, "old", null, timestamps.next(), Replacement.NEVER))
                    .as("while it is locked")
                    .isFalse();
            assertThat(few.find(2)).isNotNull();
            assertThat(few.putCommitted(KEY, "new", null, lock)).isFalse();
            clock.advance(Duration.ofSeconds(61));
            assertThat(few.putLoaded(KEY, "new", null, timestamps.next(), Replacement.NEVER))
                    .isTrue();
        }
    }

    private void requireNothingVisible(int publication) {
        Item seen = entries.find(KEY);
        assertThat(seen).as("stepping in before publication %d", publication).isNull();
    }

    /** Lets others step in before a mark of the region is published, which was taken already. */
    private static final class InterruptedMarks extends ChangeMarks {
        private final Runnable[] steps = new Runnable[3];
        private int publications;

        InterruptedMarks() {
            super(Capacity.entries(1));
        }

        void before(int publication, Runnable step) {
            publications = 0;
            steps[publication] = step;
        }

        @Override
        void cleared(long timestamp) {
            publications++;
            if (publications < steps.length && steps[publications] != null) {
                Runnable step = steps[publications];
                steps[publications] = null;
                step.run();
            }
            super.cleared(timestamp);
        }
    }
}
