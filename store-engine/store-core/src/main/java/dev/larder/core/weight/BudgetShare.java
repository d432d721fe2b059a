package dev.larder.core.weight;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one keyspace takes of a budget that several share. A closed share has given everything back and takes no more:
 * what operations that were running then still write is no matter of the budget.
 *
 * <p>Safe from any thread.
 */
final class BudgetShare {
    private static final long CLOSED = Long.MIN_VALUE;

    private final MemoryBudget budget;
    private final AtomicLong taken = new AtomicLong();

    BudgetShare(MemoryBudget budget) {
        this.budget = budget;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Takes so much more, or less, whether it fits or not. */
    void use(long delta) {
        if (note(delta)) {
            budget.use(delta);
        }
    }

    /** Takes so much more if it fits; returns whether it did, or need not any more. */
    boolean tryUse(long delta) {
        if (!budget.tryUse(delta)) {
            return taken.get() == CLOSED;
        }
        if (!note(delta)) {
            budget.use(-delta);
        }
        return true;
    }

    /** Gives everything back. What is noted before this and not yet taken is given back too early, for a moment. */
    void close() {
        long all = taken.getAndSet(CLOSED);
        if (all != CLOSED) {
            budget.use(-all);
        }
    }

    private boolean note(long delta) {
        while (true) {
            long seen = taken.get();
            if (seen == CLOSED) {
                return false;
            }
            if (taken.compareAndSet(seen, seen + delta)) {
                return true;
            }
        }
    }
}
