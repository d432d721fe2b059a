package dev.larder.jcache.integration;

import dev.larder.copy.Copier;
import dev.larder.jcache.expiry.ExpiryRules;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Loader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CacheLoader} as the engine's loader. What it throws becomes a {@link CacheLoaderException}, and so does a
 * value of a wrong type; null is no value, alone or in a map. Values for keys that were not asked for are ignored.
 *
 * <p><b>Threads:</b> any; the application's loader is called by several at once.
 */
public final class LoaderBridge<K, V> implements Loader<K, V> {
    private final CacheLoader<K, V> loader;
    private final Class<V> valueType;
    private final Copier keys;
    private final Copier values;
    private final ExpiryRules expiry;
    private final String cacheName;

    public LoaderBridge(
            CacheLoader<K, V> loader,
            Class<V> valueType,
            Copier keys,
            Copier values,
            ExpiryRules expiry,
            String cacheName) {
        this.loader = loader;
        this.valueType = valueType;
        this.keys = keys;
        this.values = values;
        this.expiry = expiry;
        this.cacheName = cacheName;
    }

    @Override
    public @Nullable V load(K key) {
        V value;
        try {
            value = loader.load(keys.copyOut(key));
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) {
            throw failed("load", e);
        }
        return checked(value) == null ? null : values.copyIn(value);
    }

    @Override
    public Map<K, V> loadAll(Set<? extends K> wanted) {
        Map<K, V> answer;
        LoadsOnThread.enter(this);
        try {
            answer = loader.loadAll(copiesOf(wanted));
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) {
            throw failed("loadAll", e);
        } finally {
            LoadsOnThread.leave();
        }
        if (answer == null) {
            throw new CacheLoaderException(String.format(
                    Locale.ROOT,
                    "%s.loadAll of cache '%s' returned null; return a map, which leaves out keys without a value.",
                    loader.getClass().getName(),
                    cacheName));
        }
        Map<K, V> loaded = new LinkedHashMap<>();
        for (K key : wanted) {
            V value = checked(answer.get(key));
            if (value != null) {
                loaded.put(key, values.copyIn(value));
            }
        }
        return loaded;
    }

    @Override
    public Decision.Put<V> decide(K key, V loaded, EntryView<V> entry, long nowMillis) {
        return expiry.putLoaded(loaded, entry, nowMillis);
    }

    private Iterable<K> copiesOf(Set<? extends K> wanted) {
        Set<K> copies = new LinkedHashSet<>();
        for (K key : wanted) {
            copies.add(keys.copyOut(key));
        }
        return copies;
    }

    private @Nullable V checked(@Nullable V value) {
        if (value != null && !valueType.isInstance(value)) {
            throw new CacheLoaderException(String.format(
                    Locale.ROOT,
                    "%s of cache '%s' loaded a value of %s; the cache is configured for values of %s. Nothing was"
                            + " stored. Correct the loader, or the types in the cache's configuration.",
                    loader.getClass().getName(),
                    cacheName,
                    ((Object) value).getClass().getName(),
                    valueType.getName()));
        }
        return value;
    }

    private CacheLoaderException failed(String method, Exception cause) {
        return new CacheLoaderException(
                String.format(
                        Locale.ROOT,
                        "%s.%s of cache '%s' threw %s; nothing was stored, and the next read loads again. Look at the cause.",
                        loader.getClass().getName(),
                        method,
                        cacheName,
                        cause),
                cause);
    }
}
