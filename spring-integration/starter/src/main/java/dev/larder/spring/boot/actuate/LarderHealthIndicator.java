package dev.larder.spring.boot.actuate;

import dev.larder.store.Store;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up as long as the store is open: a closed one fails every call of a cache. */
final class LarderHealthIndicator extends AbstractHealthIndicator {
    private final Store store;

    LarderHealthIndicator(Store store) {
        super("The health check of Larder's store failed");
        this.store = store;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.withDetail("store", store.config().name());
        if (store.isClosed()) {
            builder.down().withDetail("reason", "the store was closed");
        } else {
            builder.up().withDetail("keyspaces", store.names().size()).withDetail("bytes", store.weightBytes());
        }
    }
}
