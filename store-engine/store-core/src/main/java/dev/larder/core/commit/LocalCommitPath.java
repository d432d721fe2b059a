package dev.larder.core.commit;

import dev.larder.core.load.Load;
import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.EntryLock.Outcome;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.HeldKeys;
import dev.larder.core.table.Table;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.Loader;
import dev.larder.store.Operation;
import dev.larder.store.RemovalCause;
import dev.larder.store.spi.StoreClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation on a key becomes final, in this process alone: hold the key's entry, let the operation decide, carry
 * the decision out ({@link EntryWriter}), give the entry up.
 *
 * <p>What is held is the entry of the key and nothing else, so an operation that takes long keeps nobody off other keys.
 * A key without an entry is held by an entry without a value, put into its place. Only an operation that runs no user
 * code, with nobody listening synchronously, goes without: it decides first, and its entry appears complete.
 *
 * <p>Safe from any thread.
 */
/*
 * An entry may be evicted by the table while it is held (Caffeine asks nobody). It is then an orphan: not in the table,
 * still held. Its holder finds that out when it gives the entry up, and puts it into the table again if it wrote it, or
 * else reports the eviction. Until then nobody else may use the key, or two holders would act on it at once: whoever
 * finds no entry looks among the orphans first. An entry is noted as an orphan before the table lets go of it, and taken
 * off the list before it is put back; another writer who comes in that moment wins, and the held write counts as made
 * and evicted just before. The holder's user code is over by then.
 *
 * A load stores its value through an entry that it puts into the table first and asks only then whether the load is
 * still worth storing; a remover of an absent key makes the load worthless first and looks into the table only then. So
 * one of them sees the other: no value read before a removal is stored after it.
 */
public final class LocalCommitPath<K, V> {
    private static final long HOLDERS_VERSIONS = 1 << 16;
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final int VICTIMS_AT_ONCE = 16;

    private final StoreClock clock;
    private final Table<K, V> table;
    private final EntryFactory entries;
    private final EntryWriter<K, V> writer;
    private final Map<K, Entry<V>> orphans = new ConcurrentHashMap<>(2);
    private final ConcurrentLinkedQueue<Map.Entry<K, Entry<V>>> evicted = new ConcurrentLinkedQueue<>();

    /** Creates the path of one keyspace. */
    public LocalCommitPath(Rooms<K, V> rooms) {
        clock = rooms.clock();
        table = rooms.table();
        entries = rooms.entries();
        writer = new EntryWriter<>(rooms);
    }

    /** Whether any entry may have a deadline, so that readers must look. */
    public boolean mayExpire() {
        return writer.mayExpire();
    }

    /** Runs an operation; see {@link dev.larder.store.Keyspace#run}. */
    public <R> @Nullable R run(K key, Operation<K, V, R> operation) {
        R result = attempt(key, operation);
        makeRoom();
        return result;
    }

    private <R> @Nullable R attempt(K key, Operation<K, V, R> operation) {
        while (true) {
            Entry<V> entry = table.read(key);
            if (entry == null && !orphans.isEmpty()) {
                entry = orphans.get(key);
            }
            if (entry != null) {
                Outcome outcome = EntryLock.lock(entry, key);
                if (outcome != Outcome.DEAD) {
                    return runHeld(key, entry, operation, outcome == Outcome.ACQUIRED);
                }
                // About to leave the table.
                Thread.onSpinWait();
            } else if (operation.runsUserCode() || (writer.fanout.isSynchronous() && operation.actsOnAbsent())) {
                Entry<V> place = keepPlace(key);
                if (place != null) {
                    return runHeld(key, place, operation, true);
                }
            } else if (writer.loads == null || !writer.loads.invalidate(key)) {
                Decision<V> decision = Decision.keep();
                if (operation.actsOnAbsent()) {
                    long nowMillis = nowFor(operation);
                    decision = operation.decide(key, AbsentEntry.view(), nowMillis);
                    if (decision instanceof Decision.Put<V> put && !create(key, put, nowMillis)) {
                        continue;
                    }
                }
                return operation.result(null, decision);
            }
        }
    }

    /**
     * Runs an operation on an entry that the calling thread holds.
     *
     * @param owned whether the entry is given up afterwards
     */
    private <R> @Nullable R runHeld(K key, Entry<V> held, Operation<K, V, R> operation, boolean owned) {
        Entry<V> entry = held;
        RuntimeException failure = null;
        R result;
        boolean wrote = false;
        int changes = 0;
        try {
            long nowMillis = nowFor(operation);
            V before = entry.value();
            if (before != null && writer.mayExpire() && entry.isExpiredAt(nowMillis)) {
                failure = writer.remove(key, entry, RemovalCause.EXPIRED, changes);
                changes++;
                before = null;
            }
            Decision<V> decision = decide(key, entry, operation, nowMillis);
            if (decision instanceof Decision.Put<V> put) {
                entry = entryFor(key, entry, put);
                failure = EntryWriter.first(failure, writer.put(key, entry, put, nowMillis, changes));
                changes += entry.value() == null ? 2 : 1;
                wrote = true;
                if (!(operation instanceof StoreLoaded)) {
                    writer.counters.put();
                }
            } else if (before == null || decision instanceof Decision.Keep) {
                wrote = false;
            } else if (decision instanceof Decision.Remove<V> remove) {
                failure = EntryWriter.first(failure, writer.remove(key, entry, remove.cause(), changes));
                changes++;
            } else if (decision instanceof Decision.Touch<V> touch) {
                entry = touch.expiresAtMillis() == EntryView.NEVER ? entry : expiringEntry(key, entry);
                failure = EntryWriter.first(
                        failure, writer.touch(key, entry, touch.expiresAtMillis(), timeFor(nowMillis), changes));
                changes += entry.value() == null ? 1 : 0;
            } else {
                writer.access(entry, nowMillis);
            }
            result = operation.result(before, decision);
        } catch (Throwable thrown) {
            if (!owned) {
                entry.addChanges(changes);
            } else {
                RuntimeException another = EntryWriter.first(failure, settle(key, entry, wrote, changes));
                if (another != null && another != thrown) {
                    thrown.addSuppressed(another);
                }
            }
            throw thrown;
        }
        if (!owned) {
            entry.addChanges(changes);
        } else {
            failure = EntryWriter.first(failure, settle(key, entry, wrote, changes));
        }
        throwIfPresent(failure);
        return result;
    }

    private <R> Decision<V> decide(K key, Entry<V> entry, Operation<K, V, R> operation, long nowMillis) {
        EntryView<V> view = entry.value() == null ? AbsentEntry.view() : entry;
        if (!operation.runsUserCode()) {
            return operation.decide(key, view, nowMillis);
        }
        HeldKeys held = HeldKeys.current();
        held.push(entry, false);
        try {
            return operation.decide(key, view, nowMillis);
        } finally {
            held.pop();
        }
    }

    /** Adds a complete entry for a key that has none; returns false if somebody else was faster. */
    private boolean create(K key, Decision.Put<V> put, long decidedMillis) {
        boolean ownDeadline = hasOwnDeadline(put);
        long nowMillis = ownDeadline ? timeFor(decidedMillis) : decidedMillis;
        Entry<V> entry = newEntry(key, put, ownDeadline);
        long deadlineMillis = writer.deadlineOf(put, entry, true, nowMillis);
        if (deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis) {
            return true;
        }
        int sizeBytes = writer.weights.sizeOf(key, put.value());
        int weight = writer.weights.weightOf(sizeBytes, put.hint());
        writer.weights.reserve(key, weight);
        writer.fill(entry, put, deadlineMillis, sizeBytes, nowMillis);
        if (table.putIfAbsent(key, entry) != null) {
            writer.weights.giveBack(weight);
            return false;
        }
        writer.counters.put();
        throwIfPresent(writer.created(key, entry, put.value(), sizeBytes));
        return true;
    }

    /** Holds a key that has no entry by putting an empty one into its place; null if somebody else was faster. */
    private @Nullable Entry<V> keepPlace(K key) {
        Entry<V> place =
                entries.create(key, null, writer.floors.firstVersion(key), true, writer.weights.countsEntries());
        if (table.putIfAbsent(key, place) != null) {
            return null;
        }
        // The place itself may be evicted by now, and an orphan; it is only another one that has the older right.
        Entry<V> orphan = orphans.isEmpty() ? null : orphans.get(key);
        if (orphan != null && !orphan.equals(place)) {
            settle(key, place, false, 0);
            return null;
        }
        return place;
    }

    private Entry<V> newEntry(K key, Decision.Put<V> put, boolean ownDeadline) {
        EntryFactory factory = entries;
        if (factory == EntryFactory.LEAN && (ownDeadline || put.hint() == EvictionHint.PINNED)) {
            factory = EntryFactory.EXPIRING;
        }
        if (ownDeadline) {
            writer.expectDeadlines();
        }
        return factory.create(key, null, writer.floors.firstVersion(key), false, writer.weights.countsEntries());
    }

    /** The entry, or in its place one that can take what the put brings. */
    private Entry<V> entryFor(K key, Entry<V> entry, Decision.Put<V> put) {
        return hasOwnDeadline(put) || put.hint() == EvictionHint.PINNED ? expiringEntry(key, entry) : entry;
    }

    private Entry<V> expiringEntry(K key, Entry<V> entry) {
        writer.expectDeadlines();
        if (entry instanceof ExpiringEntry) {
            return entry;
        }
        Entry<V> successor =
                new ExpiringEntry<>(key, entry.value(), entry.rawVersion(), true, writer.weights.countsEntries());
        if (!table.replace(key, entry, successor)) {
            successor.evict();
            orphans.put(key, successor);
        }
        HeldKeys.current().moved(entry, successor);
        EntryLock.unlock(entry, 0, true);
        return successor;
    }

    private static boolean hasOwnDeadline(Decision.Put<?> put) {
        return put.expiresAtMillis() != Decision.BY_LIFETIME && put.expiresAtMillis() != EntryView.NEVER;
    }

    /**
     * Gives up an entry: dead if it has no value, or if the table evicted it and it was not written.
     *
     * @param changes how many changes the holder made
     * @return what a synchronous listener of an eviction threw, or null
     */
    private @Nullable RuntimeException settle(K key, Entry<V> entry, boolean wrote, int changes) {
        boolean mayReturn = wrote;
        while (entry.value() != null) {
            if (EntryLock.unlock(entry, changes, false)) {
                return null;
            }
            orphans.remove(key, entry);
            entry.clearEvicted();
            if (!mayReturn || !putBack(key, entry)) {
                writer.floors.raise(key, entry.rawVersion() + changes + 1);
                RuntimeException failure = writer.evicted(key, entry);
                EntryLock.unlock(entry, changes + 1, true);
                writer.gone(entry);
                return failure;
            }
            mayReturn = false;
        }
        writer.floors.raise(key, entry.rawVersion() + changes);
        table.remove(key, entry);
        EntryLock.unlock(entry, changes, true);
        if (entry.isEvicted()) {
            orphans.remove(key, entry);
        }
        writer.gone(entry);
        return null;
    }

    /** Returns a held entry that was evicted to the table; false if the key has another one by now. */
    private boolean putBack(K key, Entry<V> entry) {
        while (true) {
            Entry<V> found = table.putIfAbsent(key, entry);
            if (found != entry) {
                return found == null;
            }
            // The eviction is told before the table lets go of the entry; that moment is not over.
            Thread.onSpinWait();
        }
    }

    /** Stores what a load found, unless the key was changed since it began; returns whether it was stored. */
    public boolean storeLoaded(K key, V value, Load<V> load, Loader<K, V> loader) {
        return Boolean.TRUE.equals(run(key, new StoreLoaded<>(value, load, loader)));
    }

    /** Removes an entry that is due, if nobody holds it; who holds it sees to it. */
    public void expire(K key, Entry<V> entry, long nowMillis) {
        if (EntryLock.tryLock(entry)) {
            removeHeld(key, entry, RemovalCause.EXPIRED, nowMillis);
        }
    }

    /** The timer reached an entry: removes it, or plans for the deadline that it has now. */
    public void due(ExpiringEntry<K, V> entry, long nowMillis) {
        if (!EntryLock.tryLock(entry)) {
            if (!entry.isDead()) {
                writer.lookAgain(entry, nowMillis + LOOK_AGAIN_MILLIS);
            }
            return;
        }
        entry.setScheduledAtMillis(EntryView.NEVER);
        if (entry.isExpiredAt(nowMillis)) {
            removeHeld(entry.key(), entry, RemovalCause.EXPIRED, nowMillis);
        } else {
            writer.schedule(entry);
            throwIfPresent(settle(entry.key(), entry, false, 0));
        }
    }

    /** Removes an entry to make room, if nobody holds it; returns whether it is gone. */
    private boolean evict(K key, Entry<V> entry) {
        if (!EntryLock.tryLock(entry)) {
            return entry.isDead();
        }
        removeHeld(key, entry, RemovalCause.SIZE, 0);
        return true;
    }

    /** Removes an entry without telling anybody, waiting for its holder. */
    public void discard(K key, Entry<V> entry) {
        Outcome outcome = EntryLock.lock(entry, key);
        if (outcome != Outcome.DEAD) {
            writer.discard(entry);
        }
        if (outcome == Outcome.ACQUIRED) {
            throwIfPresent(settle(key, entry, false, 1));
        } else if (outcome == Outcome.ALREADY_HELD) {
            entry.addChanges(1);
        }
    }

    private void removeHeld(K key, Entry<V> entry, RemovalCause cause, long nowMillis) {
        RuntimeException failure = null;
        int changes = 0;
        try {
            if (cause != RemovalCause.EXPIRED || entry.isExpiredAt(nowMillis)) {
                failure = writer.remove(key, entry, cause, changes);
                changes++;
            }
        } finally {
            failure = EntryWriter.first(failure, settle(key, entry, false, changes));
        }
        throwIfPresent(failure);
    }

    /** See {@link dev.larder.store.Keyspace#holding}. */
    public <T> T holding(Collection<? extends K> keys, Supplier<T> action) {
        // In one order for all callers, so that two of them seldom wait for each other; HeldKeys sees to it that they
        // never do for ever.
        List<K> ordered = new ArrayList<>(new LinkedHashSet<K>(keys));
        ordered.sort(Comparator.comparingInt(Object::hashCode));
        HeldKeys held = HeldKeys.current();
        Deque<K> owned = new ArrayDeque<>();
        RuntimeException failure = null;
        T result;
        try {
            for (K key : ordered) {
                Entry<V> entry = hold(key);
                if (entry != null) {
                    held.push(entry, true);
                    owned.push(key);
                }
            }
            result = action.get();
        } finally {
            failure = giveUp(owned, held);
        }
        throwIfPresent(failure);
        makeRoom();
        return result;
    }

    /** Holds a key, or returns null if the calling thread holds it already. */
    private @Nullable Entry<V> hold(K key) {
        while (true) {
            Entry<V> entry = table.read(key);
            if (entry == null && !orphans.isEmpty()) {
                entry = orphans.get(key);
            }
            if (entry == null) {
                Entry<V> place = keepPlace(key);
                if (place != null) {
                    return place;
                }
                continue;
            }
            Outcome outcome = EntryLock.lock(entry, key);
            if (outcome != Outcome.DEAD) {
                return outcome == Outcome.ACQUIRED ? entry : null;
            }
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable RuntimeException giveUp(Deque<K> owned, HeldKeys held) {
        RuntimeException failure = null;
        for (K key : owned) {
            // Not what was pushed, if the entry was replaced meanwhile by one that can expire.
            Entry<V> entry = (Entry<V>) held.pop();
            failure = EntryWriter.first(failure, settle(key, entry, true, 0));
        }
        return failure;
    }

    /** Called by the table, inside its lock, when it evicts an entry by itself. */
    public void evicting(K key, Entry<V> entry) {
        if (!entry.evictIfFree()) {
            orphans.put(key, entry);
            if (!entry.evict()) {
                // Its holder may still count up the version: leave room, should another entry be created meanwhile.
                writer.floors.raise(key, entry.rawVersion() + HOLDERS_VERSIONS);
                return;
            }
            orphans.remove(key, entry);
        }
        writer.floors.raise(key, entry.rawVersion() + 1);
        if (entry.value() != null) {
            evicted.add(Map.entry(key, entry));
        }
    }

    /** Tells of what the table evicted, and evicts what does not fit; after a write, holding nothing for it. */
    public void makeRoom() {
        Map.Entry<K, Entry<V>> gone;
        RuntimeException failure = null;
        while (!evicted.isEmpty() && (gone = evicted.poll()) != null) {
            failure = EntryWriter.first(failure, writer.evicted(gone.getKey(), gone.getValue()));
            writer.gone(gone.getValue());
        }
        evictExcess();
        throwIfPresent(failure);
        writer.weights.relieveStore();
    }

    private void evictExcess() {
        long excess = table.excessWeight();
        while (excess > 0) {
            boolean evictedAny = false;
            for (Map.Entry<K, Entry<V>> victim : table.victims(excess, VICTIMS_AT_ONCE)) {
                evictedAny |= evictOrHandBack(victim.getKey(), victim.getValue());
            }
            excess = evictedAny ? table.excessWeight() : 0;
        }
    }

    /** Evicts the entries that are least worth keeping until so many bytes are free; returns how many are. */
    public long evictBytes(long bytesToFree) {
        long freed = 0;
        for (Map.Entry<K, Entry<V>> victim : table.victims(Long.MAX_VALUE, VICTIMS_AT_ONCE)) {
            int sizeBytes = victim.getValue().sizeBytes();
            if (freed >= bytesToFree) {
                table.recordWrite(
                        victim.getKey(), victim.getValue(), victim.getValue().weight());
            } else if (evictOrHandBack(victim.getKey(), victim.getValue())) {
                freed += sizeBytes;
            }
        }
        return freed;
    }

    private boolean evictOrHandBack(K key, Entry<V> victim) {
        boolean gone = evict(key, victim);
        if (!gone) {
            table.recordWrite(key, victim, victim.weight());
        }
        return gone;
    }

    private long nowFor(Operation<K, V, ?> operation) {
        return operation.needsTime() || writer.mayExpire() || entries == EntryFactory.TRACKED ? clock.millis() : 0;
    }

    private long timeFor(long nowMillis) {
        return nowMillis == 0 ? clock.millis() : nowMillis;
    }

    private static void throwIfPresent(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }
}
