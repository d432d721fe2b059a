package dev.larder.core.load;

import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The loads in flight of one keyspace: at most one for each key that others may join, and any number that callers do on
 * their own.
 *
 * <p>Always true: once {@link #invalidate} has returned, no load that began before it is stored, and none that began
 * before it is joined. Safe from any thread.
 */
public final class LoadRegistry<K, V> {
    private final ConcurrentHashMap<K, Load<V>> inFlight = new ConcurrentHashMap<>();
    private final CallerMarks<K> callers = new CallerMarks<>();

    /** Registers a load, unless one is in flight for the key; returns that one, or null. */
    public @Nullable Load<V> begin(K key, Load<V> load) {
        return inFlight.putIfAbsent(key, load);
    }

    /** Takes a load out again, unless it was invalidated before. */
    public void end(K key, Load<V> load) {
        inFlight.remove(key, load);
    }

    /** Registers the load of a caller, which nobody joins; it is forgotten when the mark is. */
    public void beginOwn(K key, LoadMark mark) {
        callers.add(key, mark);
        // Whoever now finds the key as it is, and changes it later, finds the mark.
        VarHandle.fullFence();
    }

    /** Takes the load of a caller out again. */
    public void endOwn(K key, LoadMark mark) {
        callers.remove(key, mark);
    }

    /** Whether a load of the key is in flight that can be joined. */
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
        callers.invalidate(key);
    }

    /** Every key was changed, or is about to be. */
    public void invalidateAll() {
        invalidateIf(key -> true);
    }

    /** Every key for which this is true was changed, or is about to be. */
    public void invalidateIf(Predicate<? super K> keys) {
        VarHandle.fullFence();
        for (K key : inFlight.keySet()) {
            if (keys.test(key)) {
                invalidate(key);
            }
        }
        callers.invalidateIf(keys);
    }
}
