package dev.larder.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheErrorHandler;

/** The application's handler of cache errors, known once its caching aspect is. Safe from any thread. */
final class ErrorHandlers {
    private volatile @Nullable CacheErrorHandler handler;

    void use(CacheErrorHandler found) {
        handler = found;
    }

    @Nullable CacheErrorHandler current() {
        return handler;
    }
}
