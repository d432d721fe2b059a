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
import dev.larder.store.Loader;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import dev.larder.store.RemovalCause;
import dev.larder.store.spi.StoreClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation on a key becomes final, in this process alone: hold the key's entry, let the operation decide, carry
 * the decision out ({@link EntryWriter}), give the entry up.
 *
 * <p>What is held is the entry of the key and nothing else, so an operation that takes long keeps nobody off other keys.
 * A key without an entry is held by an entry without a value, put into its place. Only an operation that runs no user
 * code, with nobody listening, goes without: it decides first, and its entry appears complete.
 *
 * <p>Safe from any thread.
 */
/*
 * A load stores its value through an entry that it puts into the table first and asks only then whether the load is
 * still worth storing; a remover of an absent key makes the load worthless first and looks into the table only then. So
 * one of them sees the other: no value read before a removal is stored after it.
 */
public final class LocalCommitPath<K, V> {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final StoreClock clock;
    private final Table<K, V> table;
    private final EntryFactory entries;
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;
    private final RoomMaker<K, V> roomMaker;
    /** Whether a new value of an entry changes nothing else, unless somebody listens. */
    private final boolean plain;

    /** Creates the path of one keyspace. */
    public LocalCommitPath(Rooms<K, V> rooms) {
        clock = rooms.clock();
        table = rooms.table();
        entries = rooms.entries();
        writer = new EntryWriter<>(rooms);
        holder = new EntryHolder<>(rooms, writer);
        roomMaker = new RoomMaker<>(writer, holder);
        plain = entries == EntryFactory.LEAN && writer.loads == null;
    }

    /** Runs an operation; see {@link dev.larder.store.Keyspace#run}. */
    public <R> @Nullable R run(K key, Operation<K, V, R> operation) {
        R result = attempt(key, operation);
        makeRoom();
        return result;
    }

    /** Sets a value under the keyspace's lifetime. */
    public void put(K key, V value) {
        if (!plain || !putPlainly(key, value)) {
            run(key, Operations.put(value));
        }
    }

    /**
     * The commonest write by the shortest way: does for an entry without deadline, size and history, while nobody
     * listens, what an operation would do. Returns false if the operation must do it.
     */
    private boolean putPlainly(K key, V value) {
        if (value == null || writer.fanout.isActive()) {
            return false;
        }
        Entry<K, V> entry = holder.find(key);
        if (entry == null) {
            boolean created = create(key, new Decision.Put<>(value), 0);
            makeRoom();
            return created;
        }
        if (entry instanceof ExpiringEntry<?, ?> || !EntryLock.tryLock(entry)) {
            return false;
        }
        if (holder.givesWay(key, entry)) {
            return false;
        }
        entry.setValue(value);
        writer.counters.put();
        throwIfPresent(holder.settle(key, entry, true, 1));
        makeRoom();
        return true;
    }

    private <R> @Nullable R attempt(K key, Operation<K, V, R> operation) {
        while (true) {
            Entry<K, V> entry = holder.find(key);
            if (entry != null) {
                Outcome outcome = EntryLock.lock(entry, key);
                if (outcome == Outcome.ACQUIRED && holder.givesWay(key, entry)) {
                    continue;
                }
                if (outcome != Outcome.DEAD) {
                    return runHeld(key, entry, operation, outcome == Outcome.ACQUIRED);
                }
                // About to leave the table.
                Thread.onSpinWait();
            } else if (operation.runsUserCode() || (writer.fanout.isActive() && operation.actsOnAbsent())) {
                Entry<K, V> place = holder.keepPlace(key);
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
    private <R> @Nullable R runHeld(K key, Entry<K, V> held, Operation<K, V, R> operation, boolean owned) {
        Entry<K, V> entry = held;
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
                entry = holder.entryFor(key, entry, put);
                boolean renews = operation instanceof StoreLoaded<?, ?> loaded
                        && loaded.load().isRenewal();
                failure = EntryWriter.first(failure, writer.put(key, entry, put, renews, nowMillis, changes));
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
                entry = touch.expiresAtMillis() == EntryView.NEVER ? entry : holder.expiringEntry(key, entry);
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
                RuntimeException another = EntryWriter.first(failure, holder.settle(key, entry, wrote, changes));
                if (another != null && another != thrown) {
                    thrown.addSuppressed(another);
                }
            }
            throw thrown;
        }
        if (!owned) {
            entry.addChanges(changes);
        } else {
            failure = EntryWriter.first(failure, holder.settle(key, entry, wrote, changes));
        }
        throwIfPresent(failure);
        return result;
    }

    private <R> Decision<V> decide(K key, Entry<K, V> entry, Operation<K, V, R> operation, long nowMillis) {
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

    /**
     * Adds a complete entry for a key that has none; returns false if somebody else was faster. Nobody is told: whoever
     * listens by now began to while the operation ran, and the entry came before.
     */
    private boolean create(K key, Decision.Put<V> put, long decidedMillis) {
        writer.requirePinnable(key, put);
        boolean ownDeadline = EntryHolder.hasOwnDeadline(put);
        long nowMillis = ownDeadline ? timeFor(decidedMillis) : decidedMillis;
        Entry<K, V> entry = holder.newEntry(key, put, ownDeadline);
        long deadlineMillis = writer.deadlineOf(put, entry, true, nowMillis);
        if (deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis) {
            return true;
        }
        int sizeBytes = writer.weights.sizeOf(key, put.value());
        int weight = writer.weights.weightOf(sizeBytes, put.hint());
        writer.weights.reserve(key, weight);
        writer.fill(entry, put, deadlineMillis, sizeBytes, nowMillis);
        if (table.putIfAbsent(entry) != null) {
            writer.weights.giveBack(weight);
            return false;
        }
        writer.counters.put();
        writer.created(entry, sizeBytes);
        return true;
    }

    /**
     * Stores what a load found, unless the key was changed since it began, or is held by code that reads it, which would
     * wait for itself; returns whether it was stored.
     */
    public boolean storeLoaded(K key, V value, Load<V> load, Loader<K, V> loader) {
        if (holder.isHeldByCaller(key)) {
            return false;
        }
        return Boolean.TRUE.equals(run(key, new StoreLoaded<>(value, load, loader)));
    }

    /** Removes an entry that is due, if nobody holds it; who holds it sees to it. */
    public void expire(K key, Entry<K, V> entry, long nowMillis) {
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
            throwIfPresent(holder.settle(entry.key(), entry, false, 0));
        }
    }

    /** Moves the deadline of an entry that was read further away, unless somebody holds it or moved it meanwhile. */
    public void moveDeadline(K key, Entry<K, V> entry, long seenMillis, long deadlineMillis) {
        if (EntryLock.tryLock(entry)) {
            if (entry.expiresAtMillis() == seenMillis && !entry.hasFixedDeadline()) {
                writer.setDeadline(entry, deadlineMillis);
            }
            throwIfPresent(holder.settle(key, entry, false, 0));
        }
    }

    /** Removes an entry without telling anybody, waiting for its holder. */
    public void discard(K key, Entry<K, V> entry) {
        Outcome outcome = EntryLock.lock(entry, key);
        if (outcome != Outcome.DEAD) {
            writer.discard(entry);
        }
        if (outcome == Outcome.ACQUIRED) {
            throwIfPresent(holder.settle(key, entry, false, 1));
        } else if (outcome == Outcome.ALREADY_HELD) {
            entry.addChanges(1);
        }
    }

    /** Like {@link #discard}, unless somebody holds the entry. */
    public void discardIfFree(K key, Entry<K, V> entry) {
        if (EntryLock.tryLock(entry)) {
            writer.discard(entry);
            throwIfPresent(holder.settle(key, entry, false, 1));
        }
    }

    private void removeHeld(K key, Entry<K, V> entry, RemovalCause cause, long nowMillis) {
        RuntimeException failure = null;
        int changes = 0;
        try {
            if (cause != RemovalCause.EXPIRED || entry.isExpiredAt(nowMillis)) {
                failure = writer.remove(key, entry, cause, changes);
                changes++;
            }
        } finally {
            failure = EntryWriter.first(failure, holder.settle(key, entry, false, changes));
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
                Entry<K, V> entry = hold(key);
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
    private @Nullable Entry<K, V> hold(K key) {
        while (true) {
            Entry<K, V> entry = holder.find(key);
            if (entry == null) {
                Entry<K, V> place = holder.keepPlace(key);
                if (place != null) {
                    return place;
                }
                continue;
            }
            Outcome outcome = EntryLock.lock(entry, key);
            if (outcome == Outcome.ACQUIRED && holder.givesWay(key, entry)) {
                continue;
            }
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
            Entry<K, V> entry = (Entry<K, V>) held.pop();
            failure = EntryWriter.first(failure, holder.settle(key, entry, true, 0));
        }
        return failure;
    }

    /** Called by the table, inside its lock, when it evicts an entry by itself. */
    public void evicting(Entry<K, V> entry) {
        holder.evicting(entry);
    }

    /** Tells of what the table evicted, and evicts what does not fit; after a write, holding nothing for it. */
    public void makeRoom() {
        throwIfPresent(roomMaker.makeRoom());
    }

    /** Evicts the entries that are least worth keeping until so many bytes are free; returns how many are. */
    public long evictBytes(long bytesToFree) {
        return roomMaker.evictBytes(bytesToFree);
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
