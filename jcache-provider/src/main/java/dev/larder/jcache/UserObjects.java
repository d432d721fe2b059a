package dev.larder.jcache;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Closes what the application's factories made for a cache: the standard lets loaders, writers and others be closeable. */
final class UserObjects {
    private final Set<AutoCloseable> closeables = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Remembers the object if it can be closed; the same object once. */
    <T extends @Nullable Object> T keep(T object) {
        if (object instanceof AutoCloseable closeable) {
            closeables.add(closeable);
        }
        return object;
    }

    /** Remembers each object that can be closed. */
    void keepAll(Collection<? extends @Nullable Object> objects) {
        objects.forEach(this::keep);
    }

    /** Closes all, whatever some of them throw. */
    void close(String cacheName) {
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                System.getLogger(UserObjects.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                closeable.getClass().getName() + " of cache '" + cacheName
                                        + "' threw when it was closed; the cache closes all the same.",
                                e);
            }
        }
        closeables.clear();
    }
}
