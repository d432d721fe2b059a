package dev.larder.spring.transaction;

import org.springframework.util.ClassUtils;

/** Whether an application has Spring's transactions. A class of its own, which the JVM can load where there are none. */
public final class SpringTransactions {
    private static final boolean AVAILABLE = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            SpringTransactions.class.getClassLoader());

    private SpringTransactions() {}

    /** Whether they are on the class path; where not, {@link CacheTransaction} must not be touched. */
    public static boolean areAvailable() {
        return AVAILABLE;
    }
}
