package dev.larder.core.keyspace;

import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.commit.Rooms;
import dev.larder.core.expiry.Deadlines;
import dev.larder.core.table.CoarseTime;
import dev.larder.core.table.Entry;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.TrackedEntry;
import dev.larder.store.EntryView;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.spi.StoreClock;
import org.jspecify.annotations.Nullable;

/**
 * What a read of an entry does beside handing out the value: it finds out whether the deadline has passed, moves the
 * deadlines of entries that live by being read, records the read in their history, and has ageing values loaded anew.
 *
 * <p>Safe from any thread.
 */
final class EntryReader<K, V> {
    private final LocalCommitPath<K, V> commitPath;
    private final StoreClock clock;
    private final Deadlines deadlines;
    private final @Nullable Loading<K, V> loading;
    private final DefaultStore store;
    private final double refreshAhead;
    private final boolean tracking;
    private final boolean movingDeadlines;
    private final boolean movesCoarsely;
    private final boolean touching;

    EntryReader(
            KeyspaceConfig<K, V> config,
            Rooms<K, V> rooms,
            LocalCommitPath<K, V> commitPath,
            @Nullable Loading<K, V> loading,
            DefaultStore store) {
        this.commitPath = commitPath;
        this.loading = loading;
        this.store = store;
        clock = rooms.clock();
        deadlines = rooms.deadlines();
        refreshAhead = config.refreshAhead();
        tracking = config.metadata() || refreshAhead > 0;
        movingDeadlines = deadlines.moveOnAccess();
        movesCoarsely = movingDeadlines && deadlines.toleratedMillis() >= CoarseTime.STEP_MILLIS;
        touching = tracking || movingDeadlines;
    }

    /** Whether a read of an entry that lives changes anything about it. */
    boolean isTouching() {
        return touching;
    }

    /** The value if it can be seen, which counts as a read of the entry. */
    @Nullable V read(K key, Entry<K, V> entry) {
        if (!tracking && staysAsItIs(entry.coarseDeadline())) {
            return entry.value();
        }
        // The deadline before the value: a writer sets them the other way round.
        long deadlineMillis = entry.expiresAtMillis();
        V value = entry.value();
        if (value == null || (deadlineMillis == EntryView.NEVER && !touching)) {
            return value;
        }
        long recentMillis = clock.recentMillis();
        if (deadlineMillis - recentMillis <= StoreClock.NEAR_MILLIS && clock.millis() >= deadlineMillis) {
            commitPath.expire(key, entry, clock.millis());
            return null;
        }
        if (touching) {
            touch(key, entry, deadlineMillis, recentMillis);
        }
        return value;
    }

    /** Whether a deadline neither comes soon nor moves with this read; false may be wrong, true is not. */
    private boolean staysAsItIs(int deadline) {
        if (!movingDeadlines && deadline == CoarseTime.NEVER) {
            return true;
        }
        long recentMillis = clock.recentMillis();
        return isFar(deadline, recentMillis)
                && (!movingDeadlines
                        || (movesCoarsely && deadline == CoarseTime.of(recentMillis + deadlines.accessMillis())));
    }

    /** Whether a deadline is so far away that the cheap time can judge it. */
    static boolean isFar(int deadline, long recentMillis) {
        return CoarseTime.isFurtherThan(deadline, recentMillis, (int) StoreClock.NEAR_MILLIS);
    }

    private void touch(K key, Entry<K, V> entry, long deadlineMillis, long recentMillis) {
        if (movingDeadlines && !entry.hasFixedDeadline()) {
            moveDeadline(key, entry, deadlineMillis, recentMillis);
        }
        if (tracking) {
            track(key, entry, deadlineMillis, recentMillis);
        }
    }

    /** Whether a deadline has passed, by the exact time if it is near. */
    boolean hasPassed(long deadlineMillis) {
        return deadlineMillis - clock.recentMillis() <= StoreClock.NEAR_MILLIS && clock.millis() >= deadlineMillis;
    }

    private void moveDeadline(K key, Entry<K, V> entry, long deadlineMillis, long recentMillis) {
        long nowMillis = deadlines.accessMillis() > StoreClock.NEAR_MILLIS ? recentMillis : clock.millis();
        long movedMillis = deadlines.afterAccess(nowMillis, deadlineMillis);
        if (movedMillis == deadlineMillis || !(entry instanceof ExpiringEntry<?, ?>)) {
            return;
        }
        if (movedMillis > deadlineMillis) {
            commitPath.moveDeadline(entry, deadlineMillis, movedMillis);
        } else if (!commitPath.isHeldByCaller(key)) {
            // Nearer than before: the timer must hear of it. Not where a listener of the key reads it, which would wait
            // for itself.
            commitPath.run(key, ReadOperation.instance());
        }
    }

    private void track(K key, Entry<K, V> entry, long deadlineMillis, long nowMillis) {
        if (entry instanceof TrackedEntry<?, ?> tracked) {
            tracked.recordRead(nowMillis);
            if (loading != null && refreshAhead > 0 && isAgeing(tracked, deadlineMillis, nowMillis)) {
                loading.refreshOnce(key, store.refreshExecutor());
            }
        }
    }

    /** Whether an entry is so old that a read of it loads it anew. */
    boolean isAgeing(@Nullable Entry<K, V> entry) {
        return entry instanceof TrackedEntry<?, ?> tracked
                && isAgeing(tracked, tracked.expiresAtMillis(), clock.recentMillis());
    }

    private boolean isAgeing(TrackedEntry<?, ?> entry, long deadlineMillis, long nowMillis) {
        long livedMillis = nowMillis - entry.updatedAtMillis();
        long lifeMillis = deadlineMillis - entry.updatedAtMillis();
        return deadlineMillis != EntryView.NEVER && livedMillis >= lifeMillis * refreshAhead;
    }
}
