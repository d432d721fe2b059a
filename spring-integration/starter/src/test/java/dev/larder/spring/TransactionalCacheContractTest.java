package dev.larder.spring;

import org.junit.jupiter.api.AfterEach;
import org.springframework.cache.Cache;
import org.springframework.transaction.TransactionStatus;

/** The contract within a transaction, which sees what it did itself. */
class TransactionalCacheContractTest extends CacheContract {
    private final RecordingTransactions transactions = new RecordingTransactions();
    private TransactionStatus status;

    @Override
    Cache createCache() {
        status = transactions.begin();
        return Caches.cache(store);
    }

    @AfterEach
    void rollback() {
        transactions.rollback(status);
    }
}
