package dev.larder.jcache.event;

import java.io.Serial;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A listener's configuration as it was when the application gave it. It remembers the application's object, since that
 * also ends the registration, whatever it was changed to meanwhile.
 */
@SuppressWarnings("serial") // what it was made of need not survive
public final class ListenerConfigurationCopy<K, V> extends MutableCacheEntryListenerConfiguration<K, V> {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable CacheEntryListenerConfiguration<K, V> origin;

    private ListenerConfigurationCopy(
            CacheEntryListenerConfiguration<K, V> configuration,
            @Nullable CacheEntryListenerConfiguration<K, V> origin) {
        super(configuration);
        this.origin = origin;
    }

    /** A copy; a copy of a copy remembers what the first one was made of. */
    public static <K, V> ListenerConfigurationCopy<K, V> of(CacheEntryListenerConfiguration<K, V> configuration) {
        return new ListenerConfigurationCopy<>(
                configuration,
                configuration instanceof ListenerConfigurationCopy<K, V> copy ? copy.origin : configuration);
    }

    /** Whether the other is equal to this one, in the words of either's class. */
    public boolean isEqualTo(CacheEntryListenerConfiguration<K, V> other) {
        // A class of the application's own may know an equality of its own, or be equal to itself only.
        boolean foreign = origin != null && !(origin instanceof MutableCacheEntryListenerConfiguration);
        return equals(other) || (foreign && other.equals(origin));
    }

    /** Whether this one was made of the other. */
    public boolean isOf(CacheEntryListenerConfiguration<K, V> other) {
        return origin == other;
    }
}
