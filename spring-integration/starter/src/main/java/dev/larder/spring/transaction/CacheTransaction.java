package dev.larder.spring.transaction;

import dev.larder.spring.entry.Entries;
import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one of Spring's transactions did to caches. It follows the transaction from its first change of a cache to its end,
 * also while it is suspended; a transaction that begins meanwhile has its own.
 *
 * <p>Just before the commit, everything that was changed is put in doubt, so that nobody can see the old value after the
 * commit can be seen, and nobody stores what was read before it. After the commit the new values take the place of the
 * old; after a roll-back the old ones can be seen again. Where the outcome is not known, what was changed is removed.
 *
 * <p>A roll-back to a savepoint undoes work of which the caches don't know how much: what was put and loaded so far is then
 * only evicted. Transactions of reactive methods are not followed.
 *
 * <p>To be used only where {@link TransactionSupport#isAvailable}.
 *
 * <p><b>Threads:</b> the transaction's, one at a time; its end may come on another one.
 */
/*
 * The end is Spring's afterCompletion and not its afterCommit, which does not say what its name does: where a method joins
 * a JTA transaction that somebody else began, Spring calls it at the end of the method, long before the commit or roll-back.
 *
 * Spring calls its synchronizations in order, and this one before all others. Others may read and change caches when they
 * are called after the commit: in afterCommit as a part of this transaction, whose thread sees what it changed, and in
 * afterCompletion after its end. Others may change caches when they are called before the commit, after this one; such
 * changes enter their doubt at once. If the first change of all comes as late as that, Spring does not call this
 * synchronization before the commit any more; the values are then not published but removed.
 */
public final class CacheTransaction {
    private static final Object RESOURCE = CacheTransaction.class;

    private final IdentityHashMap<Entries, Overlay> overlays = new IdentityHashMap<>();
    private final Following following = new Following();
    private final boolean seesThePast = seesThePast();
    private boolean inDoubt;
    private volatile boolean over;

    private CacheTransaction() {}

    /** The transaction that this thread is in, if it changed a cache or loaded a value; else null. */
    public static @Nullable CacheTransaction current() {
        CacheTransaction bound = bound();
        return bound != null && !bound.over ? bound : null;
    }

    /**
     * What is bound to this thread, if it is of the transaction that this thread is in. It is not where the end of an earlier
     * one came on another thread, as JTA allows, or is still to come.
     */
    private static @Nullable CacheTransaction bound() {
        if (!(TransactionSynchronizationManager.getResource(RESOURCE) instanceof CacheTransaction bound)) {
            return null;
        }
        boolean ofThisOne = TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().contains(bound.following);
        return ofThisOne ? bound : null;
    }

    /** The transaction that this thread is in, followed from now on; null if it is in none. */
    public static @Nullable CacheTransaction follow() {
        CacheTransaction followed = current();
        if (followed != null || !isActive()) {
            return followed;
        }
        CacheTransaction begun = new CacheTransaction();
        TransactionSynchronizationManager.unbindResourceIfPossible(RESOURCE);
        TransactionSynchronizationManager.bindResource(RESOURCE, begun);
        TransactionSynchronizationManager.registerSynchronization(begun.following);
        return begun;
    }

    /** Whether this thread is in a transaction that can be followed and has not ended. */
    public static boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                && !isBoundOver();
    }

    private static boolean isBoundOver() {
        CacheTransaction bound = bound();
        return bound != null && bound.over;
    }

    /** Whether the transaction that this thread is in has promised to write nothing. */
    public static boolean isReadOnly() {
        return TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }

    /**
     * Whether the transaction that this thread is in goes on seeing the database as it was at its beginning, as far as Spring
     * was told: what such a one loads may have been replaced before the load began.
     */
    public static boolean seesThePast() {
        Integer isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
        return isolation != null && isolation >= TransactionDefinition.ISOLATION_REPEATABLE_READ;
    }

    /** What it did to a cache, or null if nothing. */
    public @Nullable Overlay find(Entries entries) {
        return overlays.get(entries);
    }

    /** What it does to a cache. */
    public Overlay overlay(Entries entries, CacheErrors errors) {
        Overlay overlay = overlays.get(entries);
        if (overlay == null) {
            overlay = new Overlay(entries, errors, seesThePast);
            overlays.put(entries, overlay);
            if (inDoubt) {
                overlay.enterDoubt();
            }
        }
        return overlay;
    }

    private void enterDoubt() {
        inDoubt = true;
        forEachOverlay(Overlay::enterDoubt);
    }

    /** What happens to one cache keeps no other from what must happen to it, nor the caller from its commit. */
    private void forEachOverlay(Consumer<Overlay> action) {
        for (Overlay overlay : overlays.values()) {
            try {
                action.accept(overlay);
            } catch (Throwable failure) {
                overlay.tell(failure);
            }
        }
    }

    private void end(Consumer<Overlay> action) {
        over = true;
        forEachOverlay(action);
        overlays.clear();
    }

    /** What Spring calls. */
    private final class Following implements TransactionSynchronization {
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void beforeCompletion() {
            enterDoubt();
        }

        @Override
        public void savepointRollback(Object savepoint) {
            overlays.values().forEach(Overlay::undone);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(RESOURCE);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.unbindResourceIfPossible(RESOURCE);
            TransactionSynchronizationManager.bindResource(RESOURCE, CacheTransaction.this);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_ROLLED_BACK) {
                end(Overlay::discard);
            } else {
                end(overlay -> overlay.publish(status == STATUS_COMMITTED));
            }
            if (TransactionSynchronizationManager.getResource(RESOURCE) == CacheTransaction.this) {
                TransactionSynchronizationManager.unbindResource(RESOURCE);
            }
        }
    }
}
