package dev.larder.sample.burst;

/**
 * What a burst did.
 *
 * @param answeredCount searches answered; fewer than asked for where time ran out
 * @param statementCount SQL statements sent for them
 */
public record BurstResult(
        BurstRequest request,
        int answeredCount,
        int fromCacheCount,
        int fromSecondLevelCount,
        int fromDatabaseCount,
        int statementCount,
        double elapsedMillis,
        double perSecond,
        double medianMillis,
        double p99Millis) {}
