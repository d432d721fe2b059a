package dev.larder.jcache.event;

import dev.larder.copy.Copier;
import dev.larder.store.Keyspace;
import dev.larder.store.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one cache, each with a subscription of its own. Without listeners the engine makes no events.
 *
 * <p><b>Threads:</b> under the lock of the cache's settings.
 */
public final class Listeners<K, V> {
    private record Registered<K, V>(ListenerBridge<K, V> bridge, Subscription subscription) {
        void close() {
            bridge.close();
            subscription.close();
        }
    }

    private final Cache<K, V> source;
    private final Keyspace<K, V> keyspace;
    private final Copier keys;
    private final Copier values;
    private final Map<CacheEntryListenerConfiguration<K, V>, Registered<K, V>> registered = new LinkedHashMap<>();

    public Listeners(Cache<K, V> source, Keyspace<K, V> keyspace, Copier keys, Copier values) {
        this.source = source;
        this.keyspace = keyspace;
        this.keys = keys;
        this.values = values;
    }

    /**
     * Creates the listener and its filter and starts to tell it; the configuration must not be registered yet.
     *
     * @param made gets listener and filter as soon as they are made, for their closing where this method then fails
     */
    public void register(CacheEntryListenerConfiguration<K, V> configuration, Consumer<Object> made) {
        ListenerBridge<K, V> bridge = new ListenerBridge<>(source, keys, values, configuration, made);
        Subscription.Delivery delivery =
                configuration.isSynchronous() ? Subscription.Delivery.SYNCHRONOUS : Subscription.Delivery.ASYNCHRONOUS;
        registered.put(configuration, new Registered<>(bridge, keyspace.subscribe(bridge.kinds(), delivery, bridge)));
    }

    /** Ends a registration. Returns what the application made for it, for its closing. */
    public List<@Nullable Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        Registered<K, V> found = registered.remove(configuration);
        if (found == null) {
            return List.of();
        }
        found.close();
        return found.bridge().userObjects();
    }

    /** Ends all registrations. Returns what the application made for them, for its closing. */
    public List<@Nullable Object> close() {
        List<@Nullable Object> userObjects = new ArrayList<>();
        for (Registered<K, V> each : registered.values()) {
            each.close();
            userObjects.addAll(each.bridge().userObjects());
        }
        registered.clear();
        return userObjects;
    }
}
