package dev.larder.core.load;

import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loads in flight of one keyspace, at most one for each key.
 *
 * <p>Always true: once {@link #invalidate} has returned, no load that began before it is stored, and none that began
 * before it is joined. Safe from any thread.
 */
public final class LoadRegistry<K, V> {
    private final ConcurrentHashMap<K, Load<V>> inFlight = new ConcurrentHashMap<>();

    /** Registers a load, unless one is in flight for the key; returns that one, or null. */
    public @Nullable Load<V> begin(K key, Load<V> load) {
        return inFlight.putIfAbsent(key, load);
    }

    /** Takes a load out again, unless it was invalidated before. */
    public void end(K key, Load<V> load) {
        inFlight.remove(key, load);
    }

    /** Whether a load of the key is in flight. */
    public boolean isInFlight(K key) {
        return inFlight.containsKey(key);
    }

    /** The key was changed: a load in flight is not stored, and no longer joined. */
    public void invalidate(K key) {
        // The change first, for everybody: a load that is not seen here begins later, and then sees the change.
        VarHandle.fullFence();
        Load<V> load = inFlight.get(key);
        if (load != null) {
            load.makeWorthless();
            inFlight.remove(key, load);
        }
    }

    /** Every key was changed, or is about to be. */
    public void invalidateAll() {
        for (K key : inFlight.keySet()) {
            invalidate(key);
        }
    }
}
