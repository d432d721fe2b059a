package dev.larder.jcache.integration;

import dev.larder.copy.Copier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean warned = new AtomicBoolean();

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

    /**
     * Writes all entries together. Those that the writer left in its collection were not written if it threw; if it did
     * not, they are {@linkplain Batch#left in doubt}.
     */
    public Batch<K> writeAll(Map<? extends K, ? extends V> entries) {
        Collection<Cache.Entry<? extends Object, ? extends Object>> unwritten = new ArrayList<>();
        entries.forEach((key, value) -> unwritten.add(new CopiedEntry<>(keys.copy(key), value)));
        return batch("writeAll", entries.keySet(), () -> callWriteAll(unwritten), () -> {
            List<Object> left = new ArrayList<>();
            unwritten.forEach(entry -> left.add(entry.getKey()));
            return left;
        });
    }

    /** Deletes all keys together; {@link #writeAll} says what it means if the writer leaves some in its collection. */
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
        Set<K> undone = new LinkedHashSet<>(wanted);
        left.get().forEach(done::remove);
        undone.removeAll(done);
        if (undone.isEmpty() || failure != null) {
            return new Batch<>(done, Set.of(), failure);
        }
        warn(method);
        return new Batch<>(done, undone, null);
    }

    /**
     * By the standard, what a writer leaves in its collection was not written. But a writer that leaves all of it and
     * returns is rather one that wrote it and does not know of the rule.
     */
    private void warn(String method) {
        if (warned.compareAndSet(false, true)) {
            System.getLogger(WriteThrough.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            String.format(
                                    Locale.ROOT,
                                    "%s.%s of cache '%s' returned and left entries in its collection, which says that"
                                            + " they were not written. They are removed from the cache, so that it"
                                            + " holds nothing out of date. Remove from the collection what was"
                                            + " written, and throw if something was not. Further calls that leave"
                                            + " entries are not logged.",
                                    writer.getClass().getName(),
                                    method,
                                    cacheName));
        }
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
