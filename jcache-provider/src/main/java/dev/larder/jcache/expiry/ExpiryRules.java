package dev.larder.jcache.expiry;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Lifetime;
import java.util.Set;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How long the entries of one cache live. The standard's five policies always answer the same, so they are asked once
 * and become the keyspace's {@link Lifetime}; any other policy is asked at each operation, inside it, and its answers
 * become deadlines.
 *
 * <p>An entry that would expire as it is created is never made, so that nobody is told of it.
 *
 * <p><b>Threads:</b> immutable; a custom policy is called by any thread that uses the cache.
 */
public final class ExpiryRules {
    /** Compared by exact class: a subclass may answer differently each time. */
    private static final Set<Class<?>> CONSTANT = Set.of(
            CreatedExpiryPolicy.class,
            ModifiedExpiryPolicy.class,
            AccessedExpiryPolicy.class,
            TouchedExpiryPolicy.class,
            EternalExpiryPolicy.class);

    private final Lifetime lifetime;
    private final @Nullable CustomPolicy custom;

    private ExpiryRules(Lifetime lifetime, @Nullable CustomPolicy custom) {
        this.lifetime = lifetime;
        this.custom = custom;
    }

    /**
     * Reads a policy.
     *
     * @param jitter of the durations of a standard policy; a custom policy gives each entry its own already
     * @param cacheName for messages
     */
    public static ExpiryRules of(ExpiryPolicy policy, double jitter, String cacheName) {
        if (!CONSTANT.contains(policy.getClass())) {
            return new ExpiryRules(Lifetime.eternal(), new CustomPolicy(policy, cacheName));
        }
        Duration creation = policy.getExpiryForCreation();
        Lifetime lifetime = new Lifetime(
                creation == null ? Lifetime.ETERNAL : millis(creation),
                millisOrUnchanged(policy.getExpiryForUpdate()),
                millisOrUnchanged(policy.getExpiryForAccess()),
                jitter);
        return new ExpiryRules(lifetime.isEternal() ? Lifetime.eternal() : lifetime, null);
    }

    /** What the keyspace does by itself. */
    public Lifetime lifetime() {
        return lifetime;
    }

    /** Whether a policy of the application's own must be asked at each operation. */
    public boolean isCustom() {
        return custom != null;
    }

    /** Whether entries may expire as they are created. */
    public boolean mayRefuseCreation() {
        return custom != null || lifetime.afterCreateMillis() == 0;
    }

    /** Whether a read moves an entry's deadline. */
    public boolean followsAccess() {
        return custom != null || lifetime.afterAccessMillis() != Lifetime.UNCHANGED;
    }

    /** What becomes of an entry that is given a value. */
    public <V> Decision<V> put(V value, EntryView<V> entry, long nowMillis) {
        if (custom == null) {
            boolean refused = lifetime.afterCreateMillis() == 0 && !entry.isPresent();
            return refused ? Decision.keep() : new Decision.Put<>(value);
        }
        if (entry.isPresent()) {
            Duration update = custom.forUpdate();
            return new Decision.Put<>(
                    value, update == null ? entry.expiresAtMillis() : Lifetime.deadline(nowMillis, millis(update)));
        }
        long creationMillis = millis(custom.forCreation());
        return creationMillis == 0
                ? Decision.keep()
                : new Decision.Put<>(value, Lifetime.deadline(nowMillis, creationMillis));
    }

    /** How a value that was loaded is put. */
    public <V> Decision.Put<V> putLoaded(V value, EntryView<V> entry, long nowMillis) {
        return put(value, entry, nowMillis) instanceof Decision.Put<V> put ? put : new Decision.Put<>(value, nowMillis);
    }

    /** What becomes of a present entry that is read. */
    public <V> Decision<V> read(long nowMillis) {
        Duration access = custom == null ? null : custom.forAccess();
        return access == null ? Decision.read() : new Decision.Touch<>(Lifetime.deadline(nowMillis, millis(access)));
    }

    private static long millisOrUnchanged(@Nullable Duration duration) {
        return duration == null ? Lifetime.UNCHANGED : millis(duration);
    }

    private static long millis(Duration duration) {
        return duration.isEternal() ? Lifetime.ETERNAL : duration.getTimeUnit().toMillis(duration.getDurationAmount());
    }
}
