package dev.larder.jcache.configuration;

import java.util.Optional;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/** Tells what a cache lacks for refreshing entries ahead of their expiry. */
final class RefreshAheadRule {
    private static final Set<Factory<ExpiryPolicy>> ETERNAL = Set.of(
            EternalExpiryPolicy.factoryOf(),
            CreatedExpiryPolicy.factoryOf(Duration.ETERNAL),
            ModifiedExpiryPolicy.factoryOf(Duration.ETERNAL),
            TouchedExpiryPolicy.factoryOf(Duration.ETERNAL),
            AccessedExpiryPolicy.factoryOf(Duration.ETERNAL));

    private RefreshAheadRule() {}

    /**
     * What is missing and how to mend it, or nothing. The factory of the expiry policy is not called for it: a policy
     * may hold resources, and a cache creates its own exactly once.
     */
    static Optional<String> obstacle(CompleteConfiguration<?, ?> configuration) {
        if (configuration.getCacheLoaderFactory() == null) {
            return Optional.of("needs a loader to load entries anew, found none; set a cache loader factory"
                    + " and read-through");
        }
        if (!configuration.isReadThrough()) {
            return Optional.of("needs read-through, found a loader without it; set read-through");
        }
        if (ETERNAL.contains(configuration.getExpiryPolicyFactory())) {
            return Optional.of("needs entries that expire, of whose lifetime it is a part, found eternal ones;"
                    + " set a time to live");
        }
        return Optional.empty();
    }
}
