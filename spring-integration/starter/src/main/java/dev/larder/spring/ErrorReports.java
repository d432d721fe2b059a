package dev.larder.spring;

import dev.larder.spring.transaction.CacheErrors;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheErrorHandler;

/**
 * Tells the application's handler of what failed after a commit. Never throws: the commit was a success, and who called it
 * must not think otherwise. A handler that throws, as Spring's default does, is taken by its word in the log.
 */
final class ErrorReports implements CacheErrors {
    private static final System.Logger LOG = System.getLogger(LarderCache.class.getName());

    private final LarderCache cache;
    private final ErrorHandlers handlers;

    ErrorReports(LarderCache cache, ErrorHandlers handlers) {
        this.cache = cache;
        this.handlers = handlers;
    }

    @Override
    public void putFailed(RuntimeException failure, Object key, @Nullable Object value) {
        tell(failure, handler -> handler.handleCachePutError(failure, cache, key, value));
    }

    @Override
    public void evictFailed(RuntimeException failure, Object key) {
        tell(failure, handler -> handler.handleCacheEvictError(failure, cache, key));
    }

    @Override
    public void clearFailed(RuntimeException failure) {
        tell(failure, handler -> handler.handleCacheClearError(failure, cache));
    }

    private void tell(RuntimeException failure, Consumer<CacheErrorHandler> report) {
        CacheErrorHandler handler = handlers.current();
        Throwable unhandled = failure;
        if (handler != null) {
            try {
                report.accept(handler);
                return;
            } catch (Throwable thrown) {
                unhandled = thrown;
            }
        }
        LOG.log(
                Level.WARNING,
                "Cache '" + cache.getName()
                        + "' could not follow a transaction that was committed; an entry may be older"
                        + " than the database until it expires or is evicted",
                unhandled);
    }
}
