package dev.larder.sample.answers;

/**
 * What an answer cost.
 *
 * @param cache the cache that was asked first
 * @param statementCount SQL statements sent for this answer
 * @param millis time of the call to the service
 */
public record Receipt(String cache, Source source, int statementCount, double millis) {

    /** Who knew the answer. */
    public enum Source {
        /** A cache of Spring's. */
        CACHE,
        /** Hibernate's second level: entities and results of queries. */
        SECOND_LEVEL,
        DATABASE
    }
}
