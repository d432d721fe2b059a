package dev.larder.jcache;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener of everything that notes each event as text: type, key, value, old value. */
class ListenerSpy<K, V>
        implements CacheEntryCreatedListener<K, V>,
                CacheEntryUpdatedListener<K, V>,
                CacheEntryRemovedListener<K, V>,
                CacheEntryExpiredListener<K, V>,
                Closeable {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> closed;

    ListenerSpy() {
        this(new ArrayList<>());
    }

    ListenerSpy(List<String> closed) {
        this.closed = closed;
    }

    CacheEntryListenerConfiguration<K, V> configuration(boolean oldValueRequired, boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(this::made, null, oldValueRequired, synchronous);
    }

    CacheEntryListenerConfiguration<K, V> configuration(CacheEntryEventFilter<K, V> filter) {
        return new MutableCacheEntryListenerConfiguration<>(this::made, () -> filter, true, true);
    }

    /** One that the test can change afterwards. */
    MutableCacheEntryListenerConfiguration<K, V> mutableConfiguration() {
        return new MutableCacheEntryListenerConfiguration<>(this::made, null, true, true);
    }

    ListenerSpy<K, V> made() {
        return this;
    }

    /** Called for each event. */
    void on(CacheEntryEvent<? extends K, ? extends V> event) {
        events.add(event.getEventType() + " " + event.getKey() + " " + event.getValue() + " "
                + (event.isOldValueAvailable() ? event.getOldValue() : "-"));
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> created) {
        created.forEach(this::on);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> updated) {
        updated.forEach(this::on);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> removed) {
        removed.forEach(this::on);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> expired) {
        expired.forEach(this::on);
    }

    @Override
    public void close() {
        closed.add("listener");
    }
}
