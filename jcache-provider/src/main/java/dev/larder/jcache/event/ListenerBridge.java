package dev.larder.jcache.event;

import static java.util.Objects.requireNonNull;

import dev.larder.copy.Copier;
import dev.larder.store.Change;
import dev.larder.store.ChangeListener;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the engine's changes for one registered listener, filter first. What the listener or the filter throws
 * reaches the caller of the operation as a {@link CacheEntryListenerException} if the listener is synchronous, and the
 * log if it is not.
 *
 * <p><b>Threads:</b> any, as the engine delivers: for one key never two at once.
 */
final class ListenerBridge<K, V> implements ChangeListener<K, V> {
    private static final System.Logger LOGGER = System.getLogger(ListenerBridge.class.getName());

    private final Cache<K, V> source;
    private final Copier keys;
    private final Copier values;
    private final CacheEntryListener<? super K, ? super V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
    private final boolean oldValueRequired;
    private final boolean synchronous;
    private volatile boolean closed;

    /**
     * Has listener and filter made.
     *
     * @param made gets each of them as soon as it is there
     * @throws CacheException if a factory gives null
     */
    ListenerBridge(
            Cache<K, V> source,
            Copier keys,
            Copier values,
            CacheEntryListenerConfiguration<K, V> configuration,
            Consumer<Object> made) {
        this.source = source;
        this.keys = keys;
        this.values = values;
        listener = make("listener", configuration.getCacheEntryListenerFactory(), made);
        Factory<? extends CacheEntryEventFilter<? super K, ? super V>> filters =
                configuration.getCacheEntryEventFilterFactory();
        filter = filters == null ? null : make("filter", filters, made);
        oldValueRequired = configuration.isOldValueRequired();
        synchronous = configuration.isSynchronous();
    }

    private <T> T make(String what, Factory<? extends @Nullable T> factory, Consumer<Object> made) {
        T object = factory.create();
        if (object == null) {
            throw new CacheException("The " + what + " factory " + factory + " of cache '" + source.getName()
                    + "' returned null, so the listener was not registered. Return a " + what
                    + ", or leave the factory out.");
        }
        made.accept(object);
        return object;
    }

    /** The changes that the listener has methods for. */
    Set<Change.Kind> kinds() {
        Set<Change.Kind> kinds = EnumSet.noneOf(Change.Kind.class);
        if (listener instanceof CacheEntryCreatedListener) {
            kinds.add(Change.Kind.CREATED);
        }
        if (listener instanceof CacheEntryUpdatedListener) {
            kinds.add(Change.Kind.UPDATED);
        }
        if (listener instanceof CacheEntryRemovedListener) {
            kinds.add(Change.Kind.REMOVED);
        }
        if (listener instanceof CacheEntryExpiredListener) {
            kinds.add(Change.Kind.EXPIRED);
        }
        return kinds;
    }

    /** What the application made, to be closed with the cache. */
    List<@Nullable Object> userObjects() {
        return Arrays.asList(listener, filter);
    }

    /** Drops what was not delivered yet. */
    void close() {
        closed = true;
    }

    @Override
    public void onChange(Change<K, V> change) {
        if (closed) {
            return;
        }
        try {
            EntryEvent<K, V> event = eventOf(change);
            if (filter == null || filter.evaluate(event)) {
                deliver(change.kind(), List.of(event));
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private EntryEvent<K, V> eventOf(Change<K, V> change) {
        K key = keys.copyOut(change.key());
        V value = values.copyOut(change.value());
        return switch (change.kind()) {
            case CREATED -> new EntryEvent<>(source, EventType.CREATED, key, value, null);
            case UPDATED ->
                new EntryEvent<>(
                        source,
                        EventType.UPDATED,
                        key,
                        value,
                        oldValueRequired ? values.copyOut(requireNonNull(change.oldValue())) : null);
            case REMOVED -> gone(EventType.REMOVED, key, value);
            case EXPIRED -> gone(EventType.EXPIRED, key, value);
            case EVICTED ->
                throw new AssertionError("The standard has no event for an eviction; it was not subscribed.");
        };
    }

    /** The standard shows the value that went as value and old value, or as neither. */
    private EntryEvent<K, V> gone(EventType type, K key, V value) {
        return oldValueRequired
                ? new EntryEvent<>(source, type, key, value, value)
                : new EntryEvent<>(source, type, key, null, null);
    }

    @SuppressWarnings("unchecked") // the listener's type parameters are supertypes of the cache's
    private void deliver(Change.Kind kind, List<CacheEntryEvent<? extends K, ? extends V>> events) {
        switch (kind) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
            case EVICTED -> throw new AssertionError(kind);
        }
    }

    private void failed(Throwable failure) {
        if (!synchronous) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The asynchronous listener " + listener.getClass().getName() + " of cache '" + source.getName()
                            + "' threw; it missed one event and stays registered.",
                    failure);
        } else if (failure instanceof CacheEntryListenerException asItIs) {
            throw asItIs;
        } else {
            throw new CacheEntryListenerException(
                    "The listener " + listener.getClass().getName() + " of cache '" + source.getName() + "' threw "
                            + failure + "; the change it was told of is made.",
                    failure);
        }
    }
}
