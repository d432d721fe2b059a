package dev.larder.core.commit;

import dev.larder.core.load.Load;
import dev.larder.core.load.LoadMark;
import dev.larder.core.table.Entry;
import dev.larder.core.table.EntryLock;
import dev.larder.core.table.EntryLock.Outcome;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.HeldKeys;
import dev.larder.core.table.Table;
import dev.larder.store.Decision;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Loader;
import dev.larder.store.Operation;
import dev.larder.store.Operations;
import dev.larder.store.RemovalCause;
import dev.larder.store.spi.StoreClock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation on a key becomes final, in this process alone: hold the key's entry, let the operation decide, carry
 * the decision out ({@link EntryWriter}), give the entry up.
 *
 * <p>What is held is the entry of the key and nothing else, so an operation that takes long keeps nobody off other keys.
 * A key without an entry is held by an entry without a value, put into its place. Only an operation that runs no user
 * code, where nobody listens and nothing is loaded, goes without: it decides first, and its entry appears complete.
 *
 * <p>Safe from any thread.
 */
/*
 * No value that was read before a change of its key is stored after it. A load stores its value while it holds the key,
 * and asks then whether it is still worth storing. A change is made while the key is held, and shows before it makes the
 * load in flight worthless; so a load that it does not see begins later, and finds the change when it looks whether the
 * key has a value. A remover of a key that is absent holds nothing: it makes the load worthless first and looks into the
 * table only then, and if the load was faster, removes what it stored.
 */
public final class LocalCommitPath<K, V> {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final StoreClock clock;
    private final Table<K, V> table;
    private final EntryFactory entries;
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;
    private final KeyHolding<K, V> keyHolding;
    private final RoomMaker<K, V> roomMaker;
    private final Clearing<K, V> clearing;
    private final BatchCommit<K, V> batches;
    private final @Nullable ChangeLog<K, V> log;
    private final boolean kept;
    /** Whether a new value of an entry without a deadline changes nothing else, unless somebody listens. */
    private final boolean plain;
    /** Makes what late operations are refused with; null while the keyspace is open. */
    private volatile @Nullable Supplier<? extends RuntimeException> refusal;

    /** Creates the path of one keyspace. */
    public LocalCommitPath(Rooms<K, V> rooms) {
        clock = rooms.clock();
        table = rooms.table();
        entries = rooms.entries();
        log = rooms.log();
        kept = rooms.kept();
        writer = new EntryWriter<>(rooms);
        holder = new EntryHolder<>(rooms, writer);
        keyHolding = new KeyHolding<>(table, holder);
        roomMaker = new RoomMaker<>(writer, holder, rooms.evictionBatch());
        clearing = new Clearing<>(writer, holder);
        batches = new BatchCommit<>(rooms, writer, holder);
        plain = rooms.eternal()
                && entries != EntryFactory.TRACKED
                && !rooms.weights().weighs()
                && writer.loads == null
                && !kept;
    }

    /**
     * Refuses what would change anything on disk from now on, but for operations that hold their key already; to be called
     * before the last snapshot is taken and entries are let go of. An operation that had begun and holds no key yet would find
     * its key absent, though the disk has it, and record a change of nothing.
     */
    public void close(Supplier<? extends RuntimeException> newRefusal) {
        refusal = newRefusal;
    }

    private void requireOpen() {
        Supplier<? extends RuntimeException> refused = kept ? refusal : null;
        if (refused != null) {
            throw refused.get();
        }
    }

    /** Runs an operation; see {@link dev.larder.store.Keyspace#run}. */
    public <R> @Nullable R run(K key, Operation<K, V, R> operation) {
        ChangeLog<K, V> recorded = log;
        if (recorded == null) {
            return run(key, operation, null);
        }
        Receipt receipt = new Receipt(operation);
        R result = run(key, operation, receipt);
        recorded.await(receipt, operation.durability());
        return result;
    }

    /**
     * Runs an operation without waiting until it is on disk.
     *
     * @param receipt collects what to wait for; null only where nothing is recorded
     */
    public <R> @Nullable R run(K key, Operation<K, V, R> operation, @Nullable Receipt receipt) {
        R result;
        try {
            result = attempt(key, operation, receipt);
        } catch (Throwable thrown) {
            makeRoomAfter(thrown);
            throw thrown;
        }
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
     * The commonest write by the shortest way: does for an entry without deadline and history, where nothing is weighed,
     * refused or loaded and nobody listens, what an operation would do. Returns false if the operation must do it.
     */
    private boolean putPlainly(K key, V value) {
        if (value == null || writer.fanout.isActive()) {
            return false;
        }
        Entry<K, V> entry = table.find(key);
        if (entry == null) {
            boolean created = create(key, new Decision.Put<>(value), 0);
            makeRoom();
            return created;
        }
        if (!EntryLock.tryLock(entry)) {
            return false;
        }
        if (entry.expiresAtMillis() != EntryView.NEVER || entry.isPinned()) {
            EntryLock.unlock(entry);
            return false;
        }
        entry.setValue(value);
        writer.counters.put();
        table.recordWrite(entry);
        EntryLock.unlockChanged(entry);
        makeRoom();
        return true;
    }

    private <R> @Nullable R attempt(K key, Operation<K, V, R> operation, @Nullable Receipt receipt) {
        while (true) {
            Entry<K, V> entry = table.find(key);
            if (entry != null) {
                Outcome outcome = EntryLock.lock(entry, key);
                if (outcome != Outcome.DEAD) {
                    return runHeld(key, entry, operation, outcome == Outcome.ACQUIRED, receipt);
                }
                // About to leave the table.
                Thread.onSpinWait();
            } else if (kept || (operation.actsOnAbsent() && mustBeHeld(operation))) {
                Entry<K, V> place = holder.keepPlace(key);
                if (place != null) {
                    return runHeld(key, place, operation, true, receipt);
                }
            } else {
                long nowMillis = nowFor(operation);
                Decision<V> decision = operation.decide(key, AbsentEntry.view(), nowMillis);
                boolean outrun = decision instanceof Decision.Put<V> put
                        ? !create(key, put, nowMillis)
                        : decision instanceof Decision.Remove && wasLoaded(key);
                if (!outrun) {
                    return operation.result(null, decision);
                }
            }
        }
    }

    /** Whether a key must be held while an operation decides on it, though it has no entry. */
    private boolean mustBeHeld(Operation<K, V, ?> operation) {
        return operation.runsUserCode() || writer.fanout.isActive() || writer.loads != null;
    }

    /** Makes a load of an absent key worthless that is to be removed; returns whether it was faster. */
    private boolean wasLoaded(K key) {
        if (writer.loads == null) {
            return false;
        }
        writer.loads.invalidate(key);
        return table.find(key) != null;
    }

    /**
     * Runs an operation on an entry that the calling thread holds.
     *
     * @param owned whether the entry is given up afterwards
     */
    private <R> @Nullable R runHeld(
            K key, Entry<K, V> held, Operation<K, V, R> operation, boolean owned, @Nullable Receipt receipt) {
        Entry<K, V> entry = held;
        RuntimeException failure = null;
        R result;
        HeldKeys mine = operation.runsUserCode() ? HeldKeys.current() : null;
        if (mine != null) {
            mine.push(entry, false);
        }
        try {
            requireOpen();
            long nowMillis = nowFor(operation);
            V before = entry.value();
            if (before != null && writer.mayExpire() && entry.isExpiredAt(nowMillis)) {
                failure = writer.remove(key, entry, RemovalCause.EXPIRED, receipt);
                before = null;
            }
            Decision<V> decision = operation.decide(key, entry.value() == null ? AbsentEntry.view() : entry, nowMillis);
            if (decision instanceof Decision.Put<V> put) {
                entry = holder.entryFor(key, entry, put);
                boolean renews = operation instanceof StoreLoaded<?, ?> loaded
                        && loaded.load().isRenewal();
                failure = EntryWriter.first(failure, writer.put(key, entry, put, renews, nowMillis, receipt));
                if (!(operation instanceof StoreLoaded)) {
                    writer.counters.put();
                }
            } else if (before == null) {
                if (decision instanceof Decision.Remove) {
                    writer.removeAbsent(key, entry, receipt);
                }
            } else if (decision instanceof Decision.Remove<V> remove) {
                failure = EntryWriter.first(failure, writer.remove(key, entry, remove.cause(), receipt));
            } else if (decision instanceof Decision.Touch<V> touch) {
                table.recordRead(entry);
                entry = touch.expiresAtMillis() == EntryView.NEVER ? entry : holder.expiringEntry(key, entry);
                failure = EntryWriter.first(
                        failure, writer.touch(key, entry, touch.expiresAtMillis(), timeFor(nowMillis), receipt));
            } else {
                table.recordRead(entry);
                if (decision instanceof Decision.Read) {
                    writer.access(entry, nowMillis);
                }
            }
            result = operation.result(before, decision);
        } catch (Throwable thrown) {
            if (failure != null && failure != thrown) {
                thrown.addSuppressed(failure);
            }
            throw thrown;
        } finally {
            if (mine != null) {
                mine.pop();
            }
            if (owned) {
                holder.settle(entry);
            }
        }
        throwIfPresent(failure);
        return result;
    }

    /**
     * Adds a complete entry for a key that has none; returns false if somebody else was faster. Nobody is told: whoever
     * listens by now began to while the operation ran, and the entry came before.
     */
    private boolean create(K key, Decision.Put<V> put, long decidedMillis) {
        boolean ownDeadline = EntryHolder.hasOwnDeadline(put);
        long nowMillis = ownDeadline ? timeFor(decidedMillis) : decidedMillis;
        int sizeBytes = writer.weights.sizeOf(key, put.value());
        Entry<K, V> entry = holder.newEntry(key, put, ownDeadline);
        long deadlineMillis = writer.deadlineOf(put, entry, true, nowMillis);
        if (deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis) {
            return true;
        }
        int weight = writer.weights.weightOf(sizeBytes, put.hint());
        writer.weights.reserve(key, weight, sizeBytes);
        writer.fill(entry, put, deadlineMillis, sizeBytes, nowMillis);
        if (!holder.add(entry)) {
            writer.weights.cancel(weight, sizeBytes);
            return false;
        }
        try {
            writer.counters.put();
            writer.created(entry, sizeBytes);
        } finally {
            EntryLock.unlock(entry);
        }
        return true;
    }

    /**
     * Stores what a load found, unless the key was changed since it began, or is held by code that reads it, which would
     * wait for itself; returns whether it was stored.
     */
    public boolean storeLoaded(K key, V value, Load<V> load, Loader<K, V> loader) {
        if (isHeldByCaller(key)) {
            return false;
        }
        return Boolean.TRUE.equals(run(key, new StoreLoaded<>(value, load, loader)));
    }

    /** Runs an operation that stores what a caller loaded; see {@link #storeLoaded}. */
    public boolean storeIfWorth(K key, LoadMark load, Operation<K, V, ?> operation) {
        return !isHeldByCaller(key) && Boolean.TRUE.equals(run(key, new IfWorthStoring<>(load, operation)));
    }

    /** Puts entries back that were read from disk. */
    public EntryRestorer<K, V> restorer(EntryRestorer.Outdated<K> outdated) {
        return new EntryRestorer<>(writer, holder, clock, outdated);
    }

    /** Looks at entries that may be outside the table. */
    public EntryFetcher<K, V> fetcher() {
        return new EntryFetcher<>(table, holder, roomMaker);
    }

    /** Whether code that runs on the calling thread holds the key and must not change it. */
    public boolean isHeldByCaller(K key) {
        return holder.isHeldByCaller(key);
    }

    /** Removes an entry that is due, if nobody holds it; who holds it sees to it. */
    public void expire(K key, Entry<K, V> entry, long nowMillis) {
        if (EntryLock.tryLock(entry)) {
            expireHeld(key, entry, nowMillis);
        }
    }

    /** The timer reached an entry: removes it, or plans for the deadline that it has now. */
    public void due(ExpiringEntry<K, V> entry, long nowMillis) {
        if (EntryLock.tryLock(entry)) {
            entry.setScheduledAtMillis(EntryView.NEVER);
            expireHeld(entry.key(), entry, nowMillis);
        } else if (!entry.isDead()) {
            writer.lookAgain(entry, nowMillis + LOOK_AGAIN_MILLIS);
        }
    }

    private void expireHeld(K key, Entry<K, V> entry, long nowMillis) {
        RuntimeException failure = null;
        try {
            if (entry.isExpiredAt(nowMillis)) {
                failure = writer.remove(key, entry, RemovalCause.EXPIRED, null);
            } else {
                writer.schedule(entry);
            }
        } finally {
            holder.settle(entry);
        }
        throwIfPresent(failure);
    }

    /** Moves the deadline of an entry that was read further away, unless somebody holds it or moved it meanwhile. */
    public void moveDeadline(Entry<K, V> entry, long seenMillis, long deadlineMillis) {
        if (EntryLock.tryLock(entry)) {
            if (entry.expiresAtMillis() == seenMillis && !entry.hasFixedDeadline()) {
                writer.moveDeadline(entry, deadlineMillis);
            }
            EntryLock.unlock(entry);
        }
    }

    /** Removes all entries that were written before, without telling anybody. */
    public void clear() {
        Receipt receipt = new Receipt();
        clearing.clear(receipt);
        makeRoom();
        if (log != null) {
            log.await(receipt, null);
        }
    }

    /** Removes an entry without telling anybody, unless somebody holds it. */
    public void discardIfFree(Entry<K, V> entry) {
        clearing.discardIfFree(entry);
    }

    /** See {@link dev.larder.store.Keyspace#holding}. */
    public <T> T holding(Collection<? extends K> keys, Supplier<T> action) {
        T result;
        try {
            result = keyHolding.holding(keys, true, action);
        } catch (Throwable thrown) {
            makeRoomAfter(thrown);
            throw thrown;
        }
        makeRoom();
        return result;
    }

    /** See {@link dev.larder.store.Keyspace#writeBatch}. */
    public void writeBatch(Map<? extends K, ? extends Decision<V>> changes, @Nullable Durability durability) {
        Map<K, Decision<V>> ordered = new LinkedHashMap<>();
        changes.forEach((key, decision) -> ordered.put(
                Objects.requireNonNull(key, "key"), Objects.requireNonNull(decision, "a decision of the batch")));
        Receipt receipt = new Receipt();
        RuntimeException failure;
        try {
            failure = keyHolding.<@Nullable RuntimeException>holding(ordered.keySet(), false, () -> {
                requireOpen();
                return batches.run(ordered, receipt);
            });
        } catch (Throwable thrown) {
            makeRoomAfter(thrown);
            throw thrown;
        }
        makeRoom();
        if (log != null) {
            log.await(receipt, durability);
        }
        throwIfPresent(failure);
    }

    /** Evicts what does not fit; after a write, holding nothing for it. */
    public void makeRoom() {
        throwIfPresent(roomMaker.makeRoom());
    }

    /** Makes room also after a failure, which may have come when the write was made. */
    private void makeRoomAfter(Throwable thrown) {
        RuntimeException another = roomMaker.makeRoom();
        if (another != null && another != thrown) {
            thrown.addSuppressed(another);
        }
    }

    /**
     * Evicts the entries that are least worth keeping until so many bytes are free, a few at a time.
     *
     * @param failures is given what synchronous listeners threw
     * @return how many bytes were freed
     */
    public long evictBytes(long bytesToFree, Consumer<RuntimeException> failures) {
        return roomMaker.evictBytes(bytesToFree, failures);
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
