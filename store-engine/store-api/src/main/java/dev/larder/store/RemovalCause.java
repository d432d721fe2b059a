package dev.larder.store;

/** Why an entry left its keyspace. */
public enum RemovalCause {
    /** A caller removed it. */
    EXPLICIT,
    /** Its deadline passed. */
    EXPIRED,
    /** The keyspace or the store was full. */
    SIZE
}
