package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * One atomic step on one key: it looks at the entry and returns a {@link Decision}, which the engine carries out before
 * any other operation sees the key. Operations on other keys go on meanwhile, however long this one takes.
 *
 * <p>An operation that runs no user code ({@link #runsUserCode} is false) must be pure: it may be asked to decide again
 * when another writer was faster. One that runs user code is asked once, holds the key while it decides, and must not
 * change that key through the keyspace; an attempt fails with {@link RecursiveOperationException}.
 *
 * <p>An exception from {@link #decide} leaves the entry as it was and reaches the caller unchanged.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @param <R> what the caller gets
 */
public interface Operation<K, V, R> {
    /**
     * Looks at the entry and says what is to happen to it.
     *
     * @param key the key
     * @param entry the entry, which may be absent; valid during this call only. An expired entry shows as absent.
     * @param nowMillis epoch milliseconds on the store's clock
     */
    Decision<V> decide(K key, EntryView<V> entry, long nowMillis);

    /**
     * What the caller gets, asked once after the decision was carried out.
     *
     * @param before the value before the operation; null when the entry was absent
     * @param decision what {@link #decide} returned
     */
    @Nullable R result(@Nullable V before, Decision<V> decision);

    /**
     * Whether {@link #decide} does anything for an absent entry but look at it: return {@link Decision.Put}, or tell
     * somebody. Where it does not, an absent key is answered without holding it.
     */
    default boolean actsOnAbsent() {
        return true;
    }

    /** Whether {@link #decide} runs code that may block, throw or use the keyspace: processors, writers, functions. */
    default boolean runsUserCode() {
        return false;
    }

    /**
     * Whether {@link #decide} looks at its time. Where it does not, and the keyspace has no use for the time either, the
     * clock is not read and the time that {@code decide} gets means nothing.
     */
    default boolean needsTime() {
        return true;
    }

    /**
     * What the operation waits for in a keyspace that is kept on disk, when it changed something; null for the keyspace's
     * own. See {@link Operations#withDurability}.
     */
    default @Nullable Durability durability() {
        return null;
    }

    /**
     * The name of the codec that writes what the operation puts, in a keyspace that records its changes on disk; null for the
     * keyspace's own. See {@link Operations#withCodec}.
     */
    default @Nullable String codec() {
        return null;
    }
}
