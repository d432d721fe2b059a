package dev.larder.store;

/**
 * What an {@link Operation} wants done to the entry it looked at.
 *
 * @param <V> the type of values
 */
public sealed interface Decision<V> {
    /** As a deadline: the keyspace's own {@link Lifetime} gives it, from the time of the operation. */
    long BY_LIFETIME = Long.MIN_VALUE;

    /** Leaves the entry as it is, absent or present. */
    record Keep<V>() implements Decision<V> {
        private static final Keep<?> INSTANCE = new Keep<>();
    }

    /**
     * Leaves the value and counts as a read of it: the policy is told and the keyspace's lifetime after an access
     * applies. Means the same as {@link Keep} for an absent entry.
     */
    record Read<V>() implements Decision<V> {
        private static final Read<?> INSTANCE = new Read<>();
    }

    /**
     * Gives the entry a value.
     *
     * @param value the new value
     * @param expiresAtMillis epoch milliseconds, {@link EntryView#NEVER}, or {@link #BY_LIFETIME}; a deadline that has
     *     passed already removes the entry
     * @param hint what the eviction policy is told
     */
    record Put<V>(V value, long expiresAtMillis, EvictionHint hint) implements Decision<V> {
        public Put {
            if (value == null) {
                throw new NullPointerException("a value must not be null; decide Remove to make the entry absent");
            }
        }

        /** A put under the keyspace's own lifetime. */
        public Put(V value) {
            this(value, BY_LIFETIME, EvictionHint.NORMAL);
        }

        /** A put with a deadline of its own. */
        public Put(V value, long expiresAtMillis) {
            this(value, expiresAtMillis, EvictionHint.NORMAL);
        }
    }

    /**
     * Leaves the value and moves the deadline.
     *
     * @param expiresAtMillis epoch milliseconds or {@link EntryView#NEVER}; a deadline that has passed removes the entry
     */
    record Touch<V>(long expiresAtMillis) implements Decision<V> {}

    /** Makes the entry absent, which it may be already; then it only keeps a load in flight from being stored. */
    record Remove<V>(RemovalCause cause) implements Decision<V> {
        private static final Remove<?> EXPLICIT = new Remove<>(RemovalCause.EXPLICIT);
    }

    /** The shared {@link Keep}. */
    @SuppressWarnings("unchecked")
    static <V> Decision<V> keep() {
        return (Decision<V>) Keep.INSTANCE;
    }

    /** The shared {@link Read}. */
    @SuppressWarnings("unchecked")
    static <V> Decision<V> read() {
        return (Decision<V>) Read.INSTANCE;
    }

    /** The shared {@link Remove} that a caller asked for. */
    @SuppressWarnings("unchecked")
    static <V> Decision<V> remove() {
        return (Decision<V>) Remove.EXPLICIT;
    }
}
