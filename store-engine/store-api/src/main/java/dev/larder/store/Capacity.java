package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

/** How much a keyspace may hold before its eviction policy makes room. */
public sealed interface Capacity {
    /** No limit but that of the store. */
    record Unbounded() implements Capacity {}

    /**
     * A number of entries.
     *
     * @param maximum how many; positive
     */
    record Entries(long maximum) implements Capacity {
        public Entries {
            requireArgument(
                    maximum > 0,
                    "the capacity must be at least one entry, found %d; leave it out for an unbounded keyspace",
                    maximum);
        }
    }

    /**
     * A number of bytes, keys and values together, as the keyspace's {@link Weigher} counts them.
     *
     * @param maximum how many; positive
     */
    record Bytes(long maximum) implements Capacity {
        public Bytes {
            requireArgument(
                    maximum > 0,
                    "the capacity must be at least one byte, found %d; leave it out for an unbounded keyspace",
                    maximum);
        }
    }

    /** No limit but that of the store. */
    static Capacity unbounded() {
        return new Unbounded();
    }

    /** So many entries. */
    static Capacity entries(long maximum) {
        return new Entries(maximum);
    }

    /** So many bytes. */
    static Capacity bytes(long maximum) {
        return new Bytes(maximum);
    }
}
