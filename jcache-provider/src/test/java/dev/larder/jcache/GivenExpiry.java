package dev.larder.jcache;

import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/** An expiry policy that is not one of the standard's, with the durations that a test gives it. */
class GivenExpiry implements ExpiryPolicy {
    private final Duration creation;
    private final Duration update;
    private final Duration access;

    GivenExpiry(Duration creation, Duration update, Duration access) {
        this.creation = creation;
        this.update = update;
        this.access = access;
    }

    @Override
    public Duration getExpiryForCreation() {
        return creation;
    }

    @Override
    public Duration getExpiryForUpdate() {
        return update;
    }

    @Override
    public Duration getExpiryForAccess() {
        return access;
    }
}
