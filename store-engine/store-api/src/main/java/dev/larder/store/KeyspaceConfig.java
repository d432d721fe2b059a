package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

import org.jspecify.annotations.Nullable;

/**
 * The settings of one keyspace; immutable. Every value and combination is checked when it is built.
 *
 * @param capacity how much the keyspace may hold
 * @param policy the name of the eviction policy: {@code window-tinylfu} (the default of a keyspace with a capacity),
 *     {@code lru}, {@code lfu}, {@code arc}, {@code random}, {@code nearest-expiry}, {@code volatile-lru},
 *     {@code volatile-lfu}, {@code none} (a write that finds the keyspace full fails), or one that a plug-in brings
 * @param lifetime how long entries live
 * @param loader fetches what is missing on {@link Keyspace#get}, or null
 * @param refreshAhead 0 for none; else the part of an entry's lifetime, below 1, after which a read starts to load it
 *     anew in the background while the old value is still served
 * @param weigher sizes entries in bytes; null for the store's own estimate
 * @param maxKeyBytes the largest key, as Larder estimates keys; a larger one is refused with {@link EntryTooLargeException}
 * @param maxValueBytes the largest value, as Larder estimates values; a larger one is refused likewise
 * @param maxEntryBytes the largest weight of an entry that is stored; larger ones are refused with
 *     {@link EntryTooLargeException}
 * @param metadata whether entries record when they were created, updated and read, and how often
 * @param callerLoads whether callers may bring loaders of their own ({@link Keyspace#get(Object, Loader)}, {@link
 *     Keyspace#beginLoad}); every write then looks for loads in flight
 * @param statistics whether the keyspace counts hits, misses, puts, removals and loads
 * @param persistence what of the keyspace is on disk
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record KeyspaceConfig<K, V>(
        Capacity capacity,
        String policy,
        Lifetime lifetime,
        @Nullable Loader<K, V> loader,
        double refreshAhead,
        @Nullable Weigher<? super K, ? super V> weigher,
        int maxKeyBytes,
        int maxValueBytes,
        int maxEntryBytes,
        boolean metadata,
        boolean callerLoads,
        boolean statistics,
        Persistence persistence) {
    /** The policy of a keyspace that has a capacity and names none. */
    public static final String DEFAULT_POLICY = "window-tinylfu";

    /** The policy under which a write that finds the keyspace full fails. */
    public static final String NO_EVICTION = "none";

    public KeyspaceConfig {
        requireArgument(
                refreshAhead >= 0 && refreshAhead < 1,
                "refresh-ahead must be at least 0 (off) and below 1 (a part of the lifetime), found %s",
                refreshAhead);
        requireArgument(
                refreshAhead == 0 || loader != null || callerLoads,
                "refresh-ahead needs a loader, which is what it would call; none was given, and callers bring none");
        requireArgument(
                refreshAhead == 0 || !lifetime.isEternal(),
                "refresh-ahead needs a lifetime, of which it is a part; the entries of this keyspace are eternal");
        requireArgument(maxKeyBytes > 0, "the largest key must be at least one byte, found %d", maxKeyBytes);
        requireArgument(maxValueBytes > 0, "the largest value must be at least one byte, found %d", maxValueBytes);
        requireArgument(maxEntryBytes > 0, "the largest entry must be at least one byte, found %d", maxEntryBytes);
    }

    /** A builder with the defaults: unbounded, eternal, nothing recorded but what every keyspace must. */
    public static <K, V> Builder<K, V> builder() {
        return new Builder<>();
    }

    /** A configuration with nothing but defaults. */
    public static <K, V> KeyspaceConfig<K, V> defaults() {
        return KeyspaceConfig.<K, V>builder().build();
    }

    /** Whether entries are sized: the capacity is in bytes, a weigher was given, or what is large is refused. */
    public boolean weighs() {
        return capacity instanceof Capacity.Bytes
                || weigher != null
                || Math.min(maxEntryBytes, Math.min(maxKeyBytes, maxValueBytes)) != Integer.MAX_VALUE;
    }

    /**
     * Collects settings; not safe for use by several threads at once.
     *
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public static final class Builder<K, V> {
        private Capacity capacity = Capacity.unbounded();
        private String policy = DEFAULT_POLICY;
        private Lifetime lifetime = Lifetime.eternal();
        private @Nullable Loader<K, V> loader;
        private double refreshAhead;
        private @Nullable Weigher<? super K, ? super V> weigher;
        private int maxKeyBytes = Integer.MAX_VALUE;
        private int maxValueBytes = Integer.MAX_VALUE;
        private int maxEntryBytes = Integer.MAX_VALUE;
        private boolean metadata;
        private boolean callerLoads;
        private boolean statistics;
        private Persistence persistence = Persistence.none();

        private Builder() {}

        /** Sets {@link KeyspaceConfig#capacity()}; unbounded by default. */
        public Builder<K, V> capacity(Capacity value) {
            capacity = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#policy()}; {@code window-tinylfu} by default. */
        public Builder<K, V> policy(String value) {
            policy = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#lifetime()}; eternal by default. */
        public Builder<K, V> lifetime(Lifetime value) {
            lifetime = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#loader()}; none by default. */
        public Builder<K, V> loader(@Nullable Loader<K, V> value) {
            loader = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#refreshAhead()}; off by default. */
        public Builder<K, V> refreshAhead(double fractionOfLifetime) {
            refreshAhead = fractionOfLifetime;
            return this;
        }

        /** Sets {@link KeyspaceConfig#weigher()}; the store's own estimate by default. */
        public Builder<K, V> weigher(@Nullable Weigher<? super K, ? super V> value) {
            weigher = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#maxKeyBytes()}; no limit by default. */
        public Builder<K, V> maxKeyBytes(int value) {
            maxKeyBytes = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#maxValueBytes()}; no limit by default. */
        public Builder<K, V> maxValueBytes(int value) {
            maxValueBytes = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#maxEntryBytes()}; no limit by default. */
        public Builder<K, V> maxEntryBytes(int value) {
            maxEntryBytes = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#metadata()}; off by default. */
        public Builder<K, V> metadata(boolean value) {
            metadata = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#callerLoads()}; off by default. */
        public Builder<K, V> callerLoads(boolean value) {
            callerLoads = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#statistics()}; off by default. */
        public Builder<K, V> statistics(boolean value) {
            statistics = value;
            return this;
        }

        /** Sets {@link KeyspaceConfig#persistence()}; none by default. */
        public Builder<K, V> persistence(Persistence value) {
            persistence = value;
            return this;
        }

        /**
         * Checks the settings and their combinations.
         *
         * @throws IllegalArgumentException naming the setting that is out of range or contradicts another
         */
        public KeyspaceConfig<K, V> build() {
            return new KeyspaceConfig<>(
                    capacity,
                    policy,
                    lifetime,
                    loader,
                    refreshAhead,
                    weigher,
                    maxKeyBytes,
                    maxValueBytes,
                    maxEntryBytes,
                    metadata,
                    callerLoads,
                    statistics,
                    persistence);
        }
    }
}
