package dev.larder.hibernate.consistency;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What transactions have done, which says what others may read; and where they read something else. Any thread. */
final class Ledger {
    private final AtomicLong lastTicket = new AtomicLong();
    private final Map<Row, Long> floors = new ConcurrentHashMap<>();
    private final Map<Long, Long> trailFloors = new ConcurrentHashMap<>();
    private final Set<Long> neverCommitted = ConcurrentHashMap.newKeySet();
    private final Set<Long> notThroughTheCache = ConcurrentHashMap.newKeySet();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicLong checks = new AtomicLong();
    private final Map<Write, LongAdder> writes = new ConcurrentHashMap<>();

    private record Row(CounterKind kind, long id) {}

    /** A way to change a kind of counters. */
    record Write(CounterKind kind, String how) {}

    /** A new amount, greater than all before. */
    long ticket() {
        return lastTicket.incrementAndGet();
    }

    void willRollBack(long ticket) {
        neverCommitted.add(ticket);
    }

    /** The cache is told of a change only after its commit: by a statement, or by an eviction. */
    void notThroughTheCache(long ticket) {
        notThroughTheCache.add(ticket);
    }

    boolean wentThroughTheCache(long ticket) {
        return !notThroughTheCache.contains(ticket);
    }

    /** Counts a transaction that was committed. */
    void wrote(CounterKind kind, String how) {
        writes.computeIfAbsent(new Write(kind, how), first -> new LongAdder()).increment();
    }

    /** Which ways to change which kind of counters were gone to the end at least once. */
    Set<Write> writes() {
        return Set.copyOf(writes.keySet());
    }

    /** Its commit, and the eviction that belongs to it, have returned. */
    void committed(CounterKind kind, long row, long ticket) {
        floors.merge(new Row(kind, row), ticket, Math::max);
    }

    void trailCommitted(long row, long ticket) {
        trailFloors.merge(row, ticket, Math::max);
    }

    /** What a session that begins now must see, or newer. */
    long floor(CounterKind kind, long row) {
        return floors.getOrDefault(new Row(kind, row), 0L);
    }

    long trailFloor(long row) {
        return trailFloors.getOrDefault(row, 0L);
    }

    /** Checks an amount that was read. */
    void read(String how, CounterKind kind, long row, long amount, long atLeast) {
        checks.incrementAndGet();
        if (amount < atLeast) {
            report("%s of %s %d read %d, but %d was committed or seen before", how, kind, row, amount, atLeast);
        }
        if (neverCommitted.contains(amount)) {
            report("%s of %s %d read %d, which was rolled back", how, kind, row, amount);
        }
    }

    void report(String format, Object... arguments) {
        violations.add(String.format(Locale.ROOT, format, arguments));
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    boolean isClean() {
        return violations.isEmpty();
    }

    long checks() {
        return checks.get();
    }
}
