package dev.larder.sample.burst;

import dev.larder.sample.catalog.BadQueryException;
import dev.larder.sample.catalog.Catalogs.Caching;
import java.util.Locale;

/**
 * A burst to fire.
 *
 * @param requestCount searches, 1 to 20,000
 * @param threadCount threads that search, 1 to 16
 * @param caching which caches may answer
 */
public record BurstRequest(int requestCount, int threadCount, Caching caching) {
    static final int MAX_REQUESTS = 20_000;
    static final int MAX_THREADS = 16;

    public BurstRequest {
        requireBetween("A burst's searches", requestCount, MAX_REQUESTS);
        requireBetween("A burst's threads", threadCount, MAX_THREADS);
    }

    private static void requireBetween(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new BadQueryException(
                    String.format(Locale.ROOT, "%s must be between 1 and %d, not %d.", what, max, value));
        }
    }
}
