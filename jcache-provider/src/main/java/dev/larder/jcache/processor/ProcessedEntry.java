package dev.larder.jcache.processor;

import static java.util.Objects.requireNonNull;

import dev.larder.copy.Copier;
import dev.larder.jcache.integration.LoaderBridge;
import java.util.function.Consumer;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry as an entry processor sees it: it answers as if each call had been carried out, and remembers only what they
 * come to together.
 *
 * <p>A value that was set and then removed again never was, unless there was one before, or one was loaded, of which the
 * writer must hear.
 */
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {
    /** What the calls so far come to. */
    enum Change {
        /** Nothing. */
        NONE,
        /** The value was read. */
        READ,
        /** The value was missing and was loaded. */
        LOADED,
        /** A value was set. */
        SET,
        /** The value was removed. */
        REMOVED
    }

    private final K key;
    private final @Nullable V stored;
    private final Copier values;
    private final Consumer<@Nullable Object> valueCheck;
    private final @Nullable LoaderBridge<K, V> loader;
    private Change change = Change.NONE;
    private @Nullable V current;
    private @Nullable V loaded;
    private boolean wasRemoved;

    ProcessedEntry(
            K key,
            @Nullable V stored,
            Copier values,
            Consumer<@Nullable Object> valueCheck,
            @Nullable LoaderBridge<K, V> loader) {
        this.key = key;
        this.stored = stored;
        this.values = values;
        this.valueCheck = valueCheck;
        this.loader = loader;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public boolean exists() {
        return current != null || (stored != null && !wasRemoved);
    }

    @Override
    public @Nullable V getValue() {
        if (current != null || wasRemoved) {
            return current;
        }
        if (stored != null) {
            current = values.copyOut(stored);
            change = Change.READ;
        } else if (loader != null) {
            loaded = loader.load(key);
            if (loaded != null) {
                current = values.copyOut(loaded);
                change = Change.LOADED;
            }
        }
        return current;
    }

    @Override
    public void setValue(V value) {
        valueCheck.accept(value);
        current = value;
        change = Change.SET;
    }

    @Override
    public void remove() {
        boolean neverWas = stored == null && loaded == null && change == Change.SET;
        change = neverWas ? Change.NONE : Change.REMOVED;
        current = null;
        wasRemoved = true;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException(
                "The entry of an entry processor unwraps to javax.cache.processor.MutableEntry only, not to "
                        + type.getName());
    }

    Change change() {
        return change;
    }

    /** The cache's copy of what was loaded, whatever the processor made of its own. */
    V loaded() {
        return requireNonNull(loaded);
    }

    /** The value in the end, where there is one. */
    V current() {
        return requireNonNull(current);
    }
}
