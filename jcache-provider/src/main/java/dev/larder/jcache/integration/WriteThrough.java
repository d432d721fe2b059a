package dev.larder.jcache.integration;

import dev.larder.jcache.copy.CopiedEntry;
import dev.larder.jcache.copy.Copier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * The application's {@link CacheWriter}. It is called inside the operation and before the cache changes, so that what it
 * refuses is never seen; what it throws becomes a {@link CacheWriterException}.
 *
 * <p><b>Threads:</b> any; the application's writer is called by several at once, for different keys.
 */
public final class WriteThrough<K, V> {
    private final CacheWriter<? super K, ? super V> writer;
    private final Copier keys;
    private final String cacheName;

    public WriteThrough(CacheWriter<? super K, ? super V> writer, Copier keys, String cacheName) {
        this.writer = writer;
        this.keys = keys;
        this.cacheName = cacheName;
    }

    /**
     * Writes one entry.
     *
     * @throws CacheWriterException if the writer threw
     */
    public void write(K key, V value) {
        try {
            writer.write(new CopiedEntry<>(keys.copy(key), value));
        } catch (CacheWriterException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed("write", e);
        }
    }

    /**
     * Deletes one key, whether the cache has it or not.
     *
     * @throws CacheWriterException if the writer threw
     */
    public void delete(K key) {
        try {
            writer.delete(keys.copy(key));
        } catch (CacheWriterException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed("delete", e);
        }
    }

    /** Writes all entries together; those that the writer left in its collection were not written. */
    public Batch<K> writeAll(Map<? extends K, ? extends V> entries) {
        Collection<Cache.Entry<? extends Object, ? extends Object>> unwritten = new ArrayList<>();
        entries.forEach((key, value) -> unwritten.add(new CopiedEntry<>(keys.copy(key), value)));
        return batch("writeAll", entries.keySet(), () -> callWriteAll(unwritten), () -> {
            List<Object> left = new ArrayList<>();
            unwritten.forEach(entry -> left.add(entry.getKey()));
            return left;
        });
    }

    /** Deletes all keys together; those that the writer left in its collection were not deleted. */
    public Batch<K> deleteAll(Collection<? extends K> wanted) {
        Collection<Object> undeleted = new LinkedHashSet<>();
        wanted.forEach(key -> undeleted.add(keys.copy(key)));
        return batch("deleteAll", wanted, () -> writer.deleteAll(undeleted), () -> undeleted);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the standard's wildcards can't be written by those who call it
    private void callWriteAll(Collection unwritten) {
        writer.writeAll(unwritten);
    }

    private Batch<K> batch(
            String method, Collection<? extends K> wanted, Runnable call, Supplier<Collection<Object>> left) {
        CacheWriterException failure = null;
        try {
            call.run();
        } catch (CacheWriterException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = failed(method, e);
        }
        Set<K> done = new LinkedHashSet<>(wanted);
        left.get().forEach(done::remove);
        return new Batch<>(done, failure);
    }

    private CacheWriterException failed(String method, RuntimeException cause) {
        return new CacheWriterException(
                String.format(
                        Locale.ROOT,
                        "%s.%s of cache '%s' threw %s; the cache was not changed for what was not written.",
                        writer.getClass().getName(),
                        method,
                        cacheName,
                        cause),
                cause);
    }
}
