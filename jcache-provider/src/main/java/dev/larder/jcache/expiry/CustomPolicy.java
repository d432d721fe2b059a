package dev.larder.jcache.expiry;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An application's expiry policy. Where it throws, a new entry is eternal and an existing one keeps its deadline; the
 * first exception is logged. Where it gives null for a new entry, that entry is eternal too.
 */
final class CustomPolicy {
    private static final System.Logger LOGGER = System.getLogger(CustomPolicy.class.getName());

    private final ExpiryPolicy policy;
    private final String cacheName;
    private final AtomicBoolean failed = new AtomicBoolean();

    CustomPolicy(ExpiryPolicy policy, String cacheName) {
        this.policy = policy;
        this.cacheName = cacheName;
    }

    Duration forCreation() {
        Duration duration = ask("getExpiryForCreation", "the new entry is eternal", policy::getExpiryForCreation);
        return duration == null ? Duration.ETERNAL : duration;
    }

    @Nullable Duration forUpdate() {
        return ask("getExpiryForUpdate", "the entry keeps its deadline", policy::getExpiryForUpdate);
    }

    @Nullable Duration forAccess() {
        return ask("getExpiryForAccess", "the entry keeps its deadline", policy::getExpiryForAccess);
    }

    private @Nullable Duration ask(String method, String consequence, Supplier<@Nullable Duration> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            if (failed.compareAndSet(false, true)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        String.format(
                                Locale.ROOT,
                                "%s.%s of cache '%s' threw; %s. Make the policy return a duration, or null for no"
                                        + " change. Further exceptions of this policy are not logged.",
                                policy.getClass().getName(),
                                method,
                                cacheName,
                                consequence),
                        e);
            }
            return null;
        }
    }
}
