package dev.larder.core.commit;

import static java.util.Objects.requireNonNull;

import dev.larder.core.expiry.Deadlines;
import dev.larder.core.expiry.ExpiryQueue;
import dev.larder.core.fanout.ChangeFanout;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.Entry;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.HeldKeys;
import dev.larder.core.table.Table;
import dev.larder.core.table.TrackedEntry;
import dev.larder.core.table.VersionFloors;
import dev.larder.core.weight.Weights;
import dev.larder.store.Change;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.RemovalCause;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries decisions out on an entry that the calling thread holds: value, deadline, weight, then everybody who must hear
 * of it. Every change of every entry goes through here, whoever asked for it.
 *
 * <p>A load in flight for the key is made worthless just after the change shows: one that begins later finds the value,
 * or reads what was there after the change, so nothing that was read before the change can be stored after it.
 */
final class EntryWriter<K, V> {
    final Table<K, V> table;
    final VersionFloors floors;
    final Weights<K, V> weights;
    final Deadlines deadlines;
    final KeyspaceCounters counters;
    final ChangeFanout<K, V> fanout;
    private final Telling<K, V> telling;
    final @Nullable LoadRegistry<K, V> loads;
    final @Nullable ChangeLog<K, V> log;
    private final ExpiryQueue<ExpiringEntry<K, V>> expiry;
    private final LongConsumer expiryScheduled;
    private volatile boolean mayExpire;

    EntryWriter(Rooms<K, V> rooms) {
        table = rooms.table();
        floors = rooms.floors();
        weights = rooms.weights();
        deadlines = rooms.deadlines();
        counters = rooms.counters();
        fanout = rooms.fanout();
        telling = new Telling<>(rooms.fanout(), rooms.counters());
        loads = rooms.loads();
        log = rooms.log();
        expiry = rooms.expiry();
        expiryScheduled = rooms.expiryScheduled();
        mayExpire = !rooms.eternal();
    }

    /** Whether any entry ever had a deadline. */
    boolean mayExpire() {
        return mayExpire;
    }

    /** Gives an entry without a value its first one; for the holder, or before anybody knows the entry. */
    void fill(Entry<K, V> entry, Decision.Put<V> put, long deadlineMillis, int sizeBytes, long nowMillis) {
        setSize(entry, put, sizeBytes);
        if (entry instanceof TrackedEntry<?, ?> tracked) {
            tracked.recordUpdate(nowMillis, true);
        }
        setValueAndDeadline(entry, put, deadlineMillis);
    }

    /** Notes a new entry that others can see by now. */
    void created(Entry<K, V> entry, int sizeBytes) {
        table.recordWrite(entry);
        accountSize(sizeBytes);
        schedule(entry);
    }

    /** The deadline that a put gives to an entry. */
    long deadlineOf(Decision.Put<V> put, Entry<K, V> entry, boolean create, long nowMillis) {
        if (put.expiresAtMillis() != Decision.BY_LIFETIME) {
            return put.expiresAtMillis();
        }
        if (!mayExpire) {
            return EntryView.NEVER;
        }
        // A plain put over an entry with a time to live of its own puts it under the keyspace's lifetime again.
        return create || entry.hasFixedDeadline()
                ? deadlines.afterCreate(nowMillis)
                : deadlines.afterUpdate(nowMillis, entry.expiresAtMillis());
    }

    /**
     * Puts a value into a held entry.
     *
     * @param renews whether the entry's life begins anew, as if it were created
     * @param receipt collects what was recorded
     * @return what a synchronous listener threw, or null
     */
    @Nullable RuntimeException put(
            K key, Entry<K, V> entry, Decision.Put<V> put, boolean renews, long nowMillis, @Nullable Receipt receipt) {
        V before = entry.value();
        int weightBefore = before == null ? 0 : entry.weight();
        int sizeBefore = before == null ? 0 : entry.sizeBytes();
        int sizeBytes = sizeOf(key, entry, put.value());
        int weightDelta = weights.weightOf(sizeBytes, put.hint()) - weightBefore;
        long deadlineMillis = deadlineOf(put, entry, renews || before == null, nowMillis);
        boolean dueAtOnce = deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis;
        if (dueAtOnce && before == null) {
            removeAbsent(key, entry, receipt);
            return null;
        }
        if (!weights.tryReserve(weightDelta, sizeBytes - sizeBefore)) {
            reserve(key, entry, weightDelta, sizeBytes - sizeBefore);
        }
        long version = log == null
                ? 0
                : record(
                        key,
                        put,
                        deadlineMillis,
                        before == null,
                        nowMillis,
                        weightDelta,
                        sizeBytes - sizeBefore,
                        receipt);
        RuntimeException failure =
                carryOut(key, entry, put, deadlineMillis, sizeBytes, sizeBytes - sizeBefore, nowMillis, version);
        return dueAtOnce ? first(failure, remove(key, entry, RemovalCause.EXPIRED, receipt)) : failure;
    }

    /** Puts a value into a held entry that there is room for and that is recorded. */
    @Nullable RuntimeException carryOut(
            K key,
            Entry<K, V> entry,
            Decision.Put<V> put,
            long deadlineMillis,
            int sizeBytes,
            int sizeDeltaBytes,
            long nowMillis,
            long version) {
        V before = entry.value();
        if (before == null) {
            fill(entry, put, deadlineMillis, sizeBytes, nowMillis);
        } else {
            update(entry, put, deadlineMillis, sizeBytes, nowMillis);
        }
        countChange(entry, version);
        invalidateLoad(key);
        schedule(entry);
        table.recordWrite(entry);
        accountSize(sizeDeltaBytes);
        return telling.tell(
                before == null ? Change.Kind.CREATED : Change.Kind.UPDATED, key, entry, put.value(), before);
    }

    /** Records a put, giving back what was reserved for it if that fails; returns the version that it makes. */
    private long record(
            K key,
            Decision.Put<V> put,
            long deadlineMillis,
            boolean created,
            long nowMillis,
            long weightDelta,
            long sizeDeltaBytes,
            @Nullable Receipt receipt) {
        try {
            return requireNonNull(log)
                    .put(
                            key,
                            put.value(),
                            deadlineMillis,
                            put.expiresAtMillis() != Decision.BY_LIFETIME,
                            put.hint() == EvictionHint.PINNED,
                            created,
                            nowMillis,
                            receipt);
        } catch (Throwable refused) {
            weights.cancel(weightDelta, sizeDeltaBytes);
            throw refused;
        }
    }

    /** Gives a held entry its next version: the recorded change's, or the next number where none is recorded. */
    private static void countChange(Entry<?, ?> entry, long version) {
        if (version == 0) {
            entry.countChange();
        } else {
            entry.setVersion(version);
        }
    }

    /** Has room made. Listeners run meanwhile, which must find out that this thread holds the entry. */
    void reserve(K key, Entry<K, V> entry, long weightDelta, long sizeDeltaBytes) {
        HeldKeys held = HeldKeys.current();
        held.push(entry, false);
        try {
            weights.reserve(key, weightDelta, sizeDeltaBytes);
        } finally {
            held.pop();
        }
    }

    /** Takes the value out of a held entry; who releases the entry takes it out of the table. */
    @Nullable RuntimeException remove(K key, Entry<K, V> entry, RemovalCause cause, @Nullable Receipt receipt) {
        V before = entry.value();
        if (before == null) {
            return null;
        }
        long version = log == null ? 0 : log.remove(entry, cause, receipt);
        return carryOutRemoval(key, entry, before, cause, version);
    }

    /** Takes the value out of a held entry once that is recorded. */
    @Nullable RuntimeException carryOutRemoval(K key, Entry<K, V> entry, V before, RemovalCause cause, long version) {
        takeOff(entry);
        entry.setValue(null);
        countChange(entry, version);
        if (cause == RemovalCause.EXPLICIT) {
            invalidateLoad(key);
            counters.removal();
        }
        return telling.removed(cause, key, entry, before);
    }

    /** Sees to it that a held key without a value gets none that was there before: from a load, or from disk. */
    void removeAbsent(K key, Entry<K, V> place, @Nullable Receipt receipt) {
        if (log != null) {
            log.removeAbsent(place, receipt);
        }
        invalidateLoad(key);
    }

    /** Moves the deadline of a held entry that has a value. */
    @Nullable RuntimeException touch(K key, Entry<K, V> entry, long deadlineMillis, long nowMillis, @Nullable Receipt receipt) {
        if (deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis) {
            return remove(key, entry, RemovalCause.EXPIRED, receipt);
        }
        if (log != null) {
            log.touch(entry, deadlineMillis, true, receipt);
        }
        carryOutTouch(entry, deadlineMillis);
        return null;
    }

    /** Gives a held entry a deadline of its own once that is recorded. */
    void carryOutTouch(Entry<K, V> entry, long deadlineMillis) {
        entry.setFixedDeadline(true);
        setDeadline(entry, deadlineMillis);
        schedule(entry);
    }

    /** Moves the deadline of a held entry that has a value, as a read does. */
    void access(Entry<K, V> entry, long nowMillis) {
        if (entry instanceof TrackedEntry<?, ?> tracked) {
            tracked.recordRead(nowMillis);
        }
        if (deadlines.moveOnAccess() && !entry.hasFixedDeadline()) {
            moveDeadline(entry, deadlines.afterAccess(nowMillis, entry.expiresAtMillis()));
            schedule(entry);
        }
    }

    /**
     * Moves the deadline of a held entry, as a read does. One that moves away is recorded only when it leaves its tenth of
     * the lifetime, so that an entry that is read all the time is not written all the time.
     */
    void moveDeadline(Entry<K, V> entry, long deadlineMillis) {
        if (log != null) {
            long tenthMillis = Math.max(1, deadlines.accessMillis() / 10);
            long beforeMillis = entry.expiresAtMillis();
            if (deadlineMillis < beforeMillis
                    || Math.floorDiv(beforeMillis, tenthMillis) != Math.floorDiv(deadlineMillis, tenthMillis)) {
                try {
                    log.touch(entry, deadlineMillis, false, null);
                } catch (StorageFullException | StorageFailedException refused) {
                    // Reads go on; after a crash the entry expires when it was last recorded to.
                }
            }
        }
        setDeadline(entry, deadlineMillis);
    }

    /** Takes the value out of a held entry without telling anybody, if its version is below the given one. */
    void discard(Entry<K, V> entry, long belowVersion) {
        if (entry.value() != null && entry.rawVersion() < belowVersion) {
            takeOff(entry);
            entry.setValue(null);
            entry.countChange();
        }
    }

    /** The same, whatever the version, for an entry that was recorded and whose removal is not yet. */
    void discardRecorded(Entry<K, V> entry, Receipt receipt) {
        if (entry.value() != null) {
            long version = log == null ? 0 : log.remove(entry, RemovalCause.EXPLICIT, receipt);
            takeOff(entry);
            entry.setValue(null);
            countChange(entry, version);
        }
    }

    /** Looks at an entry again a little later. */
    void lookAgain(ExpiringEntry<K, V> entry, long dueMillis) {
        expiryScheduled.accept(expiry.schedule(entry, dueMillis));
    }

    /** Notes that an entry left the table for good. */
    void gone(Entry<K, V> entry) {
        table.recordWrite(entry);
        if (entry instanceof ExpiringEntry<?, ?> expiring && expiring.scheduledAtMillis() != EntryView.NEVER) {
            expiry.becameUseless();
        }
    }

    /** Says that from now on an entry may have a deadline; before the first one gets it. */
    void expectDeadlines() {
        if (!mayExpire) {
            mayExpire = true;
        }
    }

    /** Makes a load in flight worthless; after the change shows. */
    void invalidateLoad(K key) {
        if (loads != null) {
            loads.invalidate(key);
        }
    }

    /** Looks at the entry when its deadline comes, unless that is planned for an earlier time. For the holder. */
    @SuppressWarnings("unchecked")
    void schedule(Entry<K, V> entry) {
        if (entry instanceof ExpiringEntry<?, ?> found) {
            ExpiringEntry<K, V> expiring = (ExpiringEntry<K, V>) found;
            long deadlineMillis = expiring.expiresAtMillis();
            if (deadlineMillis < expiring.scheduledAtMillis()) {
                expiring.setScheduledAtMillis(deadlineMillis);
                expiryScheduled.accept(expiry.schedule(expiring, deadlineMillis));
            }
        }
    }

    /**
     * Puts a value that was read from disk into a held entry; nobody is told.
     *
     * @param put with its deadline, not one by lifetime
     * @param ownDeadline whether the deadline is the caller's own
     */
    void restore(
            K key, Entry<K, V> entry, Decision.Put<V> put, boolean ownDeadline, long version, long writtenAtMillis) {
        int weightBefore = entry.value() == null ? 0 : entry.weight();
        int sizeBefore = entry.value() == null ? 0 : entry.sizeBytes();
        int sizeBytes = sizeOf(key, entry, put.value());
        weights.reserve(key, weights.weightOf(sizeBytes, put.hint()) - weightBefore, sizeBytes - sizeBefore);
        fill(entry, put, put.expiresAtMillis(), sizeBytes, writtenAtMillis);
        entry.setFixedDeadline(ownDeadline);
        entry.setVersion(version);
        schedule(entry);
        table.recordWrite(entry);
        accountSize(sizeBytes - sizeBefore);
    }

    private void update(Entry<K, V> entry, Decision.Put<V> put, long deadlineMillis, int sizeBytes, long nowMillis) {
        setSize(entry, put, sizeBytes);
        if (entry instanceof TrackedEntry<?, ?> tracked) {
            tracked.recordUpdate(nowMillis, false);
        }
        setValueAndDeadline(entry, put, deadlineMillis);
    }

    /** The value first: a reader looks at the deadline first, and so never takes an old value for one that still lives. */
    private void setValueAndDeadline(Entry<K, V> entry, Decision.Put<V> put, long deadlineMillis) {
        entry.setFixedDeadline(put.expiresAtMillis() != Decision.BY_LIFETIME);
        entry.setValue(put.value());
        setDeadline(entry, deadlineMillis);
    }

    /** Sets the deadline of a held entry. */
    void setDeadline(Entry<K, V> entry, long deadlineMillis) {
        if (entry instanceof ExpiringEntry<?, ?> expiring) {
            expiring.setExpiresAtMillis(deadlineMillis);
        } else if (deadlineMillis != EntryView.NEVER) {
            throw new AssertionError("a deadline for an entry that can't have one");
        }
    }

    private void setSize(Entry<K, V> entry, Decision.Put<V> put, int sizeBytes) {
        if (entry instanceof ExpiringEntry<?, ?> expiring) {
            expiring.setSizeBytes(sizeBytes);
            expiring.setPinned(put.hint() == EvictionHint.PINNED);
        }
    }

    private void accountSize(int deltaBytes) {
        if (deltaBytes != 0) {
            weights.sizeChanged(deltaBytes);
            counters.weight(deltaBytes);
        }
    }

    /** Takes an entry that goes off the sums. */
    private void takeOff(Entry<K, V> entry) {
        accountSize(-entry.sizeBytes());
        weights.giveBack(entry.weight());
    }

    /** The size of a value of a held entry. A weigher of the application's own may come back to the keyspace. */
    int sizeOf(K key, Entry<K, V> entry, V value) {
        if (!weights.callsWeigher()) {
            return weights.sizeOf(key, value);
        }
        HeldKeys held = HeldKeys.current();
        held.push(entry, false);
        try {
            return weights.sizeOf(key, value);
        } finally {
            held.pop();
        }
    }

    /** The first of two failures, with the second suppressed in it. */
    static @Nullable RuntimeException first(@Nullable RuntimeException first, @Nullable RuntimeException second) {
        if (first == null) {
            return second;
        }
        if (second != null && second != first) {
            first.addSuppressed(second);
        }
        return first;
    }
}
