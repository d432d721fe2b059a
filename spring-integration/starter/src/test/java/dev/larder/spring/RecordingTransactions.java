package dev.larder.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of Spring without a database, with a place to look around in the very moment of the commit. */
final class RecordingTransactions extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1;

    private static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();

    private final transient List<Runnable> whileCommitting = new ArrayList<>();
    private final transient List<TransactionSynchronization> joined = new ArrayList<>();

    RecordingTransactions() {
        setNestedTransactionAllowed(true);
    }

    TransactionStatus begin() {
        return getTransaction(TransactionDefinition.withDefaults());
    }

    void inTransaction(Runnable action) {
        new TransactionTemplate(this).executeWithoutResult(status -> action.run());
    }

    <T> T inNew(Supplier<T> action) {
        DefaultTransactionDefinition definition =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new TransactionTemplate(this, definition).execute(status -> action.get());
    }

    /** Begins a transaction as somebody does who uses JTA itself: Spring's next one on this thread joins it. */
    void beginOutsideSpring() {
        CURRENT.set(new Object());
    }

    /** Ends that transaction, and tells those who joined it. */
    void endOutsideSpring(int status) {
        CURRENT.remove();
        List<TransactionSynchronization> told = List.copyOf(joined);
        joined.clear();
        invokeAfterCompletion(told, status);
    }

    @Override
    protected void registerAfterCompletionWithExistingTransaction(
            Object transaction, List<TransactionSynchronization> synchronizations) {
        joined.addAll(synchronizations);
    }

    /** Runs the action when the next transaction commits: as if the commit could be seen from its end on. */
    void whileCommitting(Runnable action) {
        whileCommitting.add(action);
    }

    @Override
    protected Object doGetTransaction() {
        return new Object[] {CURRENT.get()};
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return ((Object[]) transaction)[0] != null;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        Object begun = new Object();
        ((Object[]) transaction)[0] = begun;
        CURRENT.set(begun);
    }

    @Override
    protected Object doSuspend(Object transaction) {
        Object suspended = CURRENT.get();
        ((Object[]) transaction)[0] = null;
        CURRENT.remove();
        return suspended;
    }

    @Override
    protected void doResume(Object transaction, Object suspended) {
        CURRENT.set(suspended);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        List<Runnable> actions = List.copyOf(whileCommitting);
        whileCommitting.clear();
        actions.forEach(Runnable::run);
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        doCommit(status);
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {}

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        CURRENT.remove();
    }
}
