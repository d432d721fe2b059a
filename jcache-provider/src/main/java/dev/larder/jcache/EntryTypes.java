package dev.larder.jcache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses null, and keys and values that are not of the types the cache is configured for.
 *
 * <p>Only what is stored is checked for its type, or may be as values are loaded: a key of another type that is just
 * looked up is not there.
 */
final class EntryTypes<K, V> {
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final String cacheName;
    private final boolean anyKey;
    private final boolean anyValue;

    EntryTypes(Class<K> keyType, Class<V> valueType, String cacheName) {
        this.keyType = keyType;
        this.valueType = valueType;
        this.cacheName = cacheName;
        anyKey = keyType == Object.class;
        anyValue = valueType == Object.class;
    }

    void requireKey(@Nullable Object key) {
        if (key == null) {
            throw missing("key");
        }
    }

    void requireValue(@Nullable Object value) {
        if (value == null) {
            throw missing("value");
        }
    }

    void requireStorable(@Nullable Object key, @Nullable Object value) {
        if (key == null) {
            throw missing("key");
        }
        requireStorableValue(value);
        requireStorableKey(key);
    }

    /** Checks a key for which something may be stored. */
    void requireStorableKey(@Nullable Object key) {
        if (key == null) {
            throw missing("key");
        }
        if (!anyKey && !keyType.isInstance(key)) {
            throw wrong("key", key, keyType);
        }
    }

    void requireStorableValue(@Nullable Object value) {
        if (value == null) {
            throw missing("value");
        }
        if (!anyValue && !valueType.isInstance(value)) {
            throw wrong("value", value, valueType);
        }
    }

    /** Checks what {@code getCache} was asked for. */
    void requireSame(Class<?> wantedKeyType, Class<?> wantedValueType) {
        if (keyType != wantedKeyType || valueType != wantedValueType) {
            throw new ClassCastException(String.format(
                    Locale.ROOT,
                    "Cache '%s' is configured for keys of %s and values of %s, but was asked for with %s and %s. Ask for"
                            + " it with its own types, or by name alone.",
                    cacheName,
                    keyType.getName(),
                    valueType.getName(),
                    wantedKeyType.getName(),
                    wantedValueType.getName()));
        }
    }

    /** Refuses null in the place of another argument. */
    <T> T requireArgument(@Nullable T argument, String method, String expected) {
        if (argument == null) {
            throw new NullPointerException(String.format(
                    Locale.ROOT,
                    "Cache '%s' was given null by a call of %s; give it %s.",
                    cacheName,
                    method,
                    expected));
        }
        return argument;
    }

    private NullPointerException missing(String what) {
        return new NullPointerException("Cache '" + cacheName + "' was given a null " + what
                + "; the standard allows none. To make an entry absent, remove it.");
    }

    private ClassCastException wrong(String what, Object found, Class<?> expected) {
        return new ClassCastException(String.format(
                Locale.ROOT,
                "Cache '%s' is configured for a %s of %s and was given one of %s; nothing was stored. Correct the call, or"
                        + " the types in the cache's configuration.",
                cacheName,
                what,
                expected.getName(),
                found.getClass().getName()));
    }
}
