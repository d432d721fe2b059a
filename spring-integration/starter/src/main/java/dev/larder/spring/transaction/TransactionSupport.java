package dev.larder.spring.transaction;

import org.springframework.util.ClassUtils;

/** Whether there can be transactions. A class of its own, for {@link CacheTransaction} can't be loaded if not. */
public final class TransactionSupport {
    private static final boolean AVAILABLE = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            TransactionSupport.class.getClassLoader());

    private TransactionSupport() {}

    /** Whether {@code spring-tx} is on the class path. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }
}
