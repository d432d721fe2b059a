package dev.larder.spring.boot.actuate;

import dev.larder.store.DiskStatus;
import dev.larder.store.Store;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up as long as the store is open and takes writes: a closed one fails every call of a cache, and one whose disk has failed
 * fails every write to a cache that is kept there.
 */
final class LarderHealthIndicator extends AbstractHealthIndicator {
    private final Store store;

    LarderHealthIndicator(Store store) {
        super("The health check of Larder's store failed");
        this.store = store;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.withDetail("store", store.config().name());
        DiskStatus disk = store.isClosed() ? null : store.disk();
        if (disk != null) {
            builder.withDetail("directory", disk.directory().toString())
                    .withDetail("logBytes", disk.logBytes())
                    .withDetail("lastSequence", disk.lastSequence())
                    .withDetail("durableSequence", disk.durableSequence());
        }
        if (store.isClosed()) {
            builder.down().withDetail("reason", "the store was closed");
        } else if (disk != null && disk.failure() != null) {
            builder.down(disk.failure()).withDetail("reason", "writes are refused, since the disk failed");
        } else {
            builder.up().withDetail("keyspaces", store.names().size()).withDetail("bytes", store.weightBytes());
        }
    }
}
