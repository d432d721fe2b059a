package dev.larder.sample.answers;

/**
 * SQL statements that a cache's answers needed so far.
 *
 * @param sentCount statements sent, because the cache did not know
 * @param savedCount statements not sent, because it did; an estimate: for each answer from the cache as many as the
 *     last answer from the database took, whatever its question was
 */
public record Savings(long sentCount, long savedCount) {}
