package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

import org.jspecify.annotations.Nullable;

/**
 * What of a keyspace is on disk, and in which form; immutable. A keyspace other than {@link Mode#NONE} needs a store with a
 * data directory ({@link StoreConfig#disk}).
 *
 * @param mode what is written
 * @param tier the name of the tier that holds the entries; null unless the mode is {@link Mode#TIER}
 * @param durability what a write waits for; null for the store's own ({@link DiskConfig#durability})
 * @param role what is to happen to values that can't be decoded
 * @param whileLoading what callers get while the entries are read from disk
 * @param codecs how keys and values become bytes
 */
public record Persistence(
        Mode mode,
        @Nullable String tier,
        @Nullable Durability durability,
        Role role,
        WhileLoading whileLoading,
        CodecConfig codecs) {

    /** What is written. */
    public enum Mode {
        /** Nothing. */
        NONE,
        /** Every change, in the store's log. The log grows until a snapshot is asked for. */
        LOG,
        /** All entries, from time to time, on demand and when the store is closed. What changed since is lost by a crash. */
        SNAPSHOT,
        /** Every change, in the store's log, and snapshots that let the log be cut. */
        HYBRID,
        /** Everything, in a tier that holds more than the memory; the table is its cache. */
        TIER
    }

    /** What a value means that can't be decoded, because its class changed or is gone. */
    public enum Role {
        /** The source has it still: it is a miss, counted, and logged once for each class. */
        CACHE,
        /** There is no other source: the keyspace is not opened, with an error that names the class; nothing is dropped. */
        DATA
    }

    /** What callers get while the entries are read from disk. */
    public enum WhileLoading {
        /** They wait. */
        WAIT,
        /**
         * What is not loaded yet is a miss. Writes are taken at once and stay. A conditional write judges by what is there,
         * so {@code putIfAbsent} may replace a value that was not loaded yet. In {@link Mode#SNAPSHOT}, which keeps no record
         * of what is changed meanwhile, they wait.
         */
        MISS
    }

    private static final Persistence NONE =
            new Persistence(Mode.NONE, null, null, Role.CACHE, WhileLoading.WAIT, CodecConfig.defaults());

    public Persistence {
        requireArgument(
                (mode == Mode.TIER) == (tier != null),
                "a tier is named for the mode TIER and no other; found mode %s with tier %s",
                mode,
                String.valueOf(tier));
        requireArgument(
                role != Role.DATA || whileLoading == WhileLoading.WAIT,
                "a keyspace of data must not answer with a miss while it is loading; use WhileLoading.%s",
                WhileLoading.WAIT);
    }

    /** Nothing on disk. */
    public static Persistence none() {
        return NONE;
    }

    /** A builder for the given mode. */
    public static Builder builder(Mode mode) {
        return new Builder(mode);
    }

    /** Log and snapshots, with defaults for all else. */
    public static Persistence hybrid() {
        return builder(Mode.HYBRID).build();
    }

    /** Whether every change is written to the store's log. */
    public boolean isLogged() {
        return mode == Mode.LOG || mode == Mode.HYBRID;
    }

    /** Collects settings; not safe for use by several threads at once. */
    public static final class Builder {
        private final Mode mode;
        private @Nullable String tier;
        private @Nullable Durability durability;
        private Role role = Role.CACHE;
        private WhileLoading whileLoading = WhileLoading.WAIT;
        private CodecConfig codecs = CodecConfig.defaults();

        private Builder(Mode mode) {
            this.mode = mode;
        }

        /** Sets {@link Persistence#tier()}. */
        public Builder tier(@Nullable String value) {
            tier = value;
            return this;
        }

        /** Sets {@link Persistence#durability()}; the store's by default. */
        public Builder durability(@Nullable Durability value) {
            durability = value;
            return this;
        }

        /** Sets {@link Persistence#role()}; {@link Role#CACHE} by default. */
        public Builder role(Role value) {
            role = value;
            return this;
        }

        /** Sets {@link Persistence#whileLoading()}; {@link WhileLoading#WAIT} by default. */
        public Builder whileLoading(WhileLoading value) {
            whileLoading = value;
            return this;
        }

        /** Sets {@link Persistence#codecs()}. */
        public Builder codecs(CodecConfig value) {
            codecs = value;
            return this;
        }

        /**
         * Checks the settings and their combinations.
         *
         * @throws IllegalArgumentException naming the settings that contradict each other
         */
        public Persistence build() {
            return new Persistence(mode, tier, durability, role, whileLoading, codecs);
        }
    }
}
