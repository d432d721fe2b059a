package dev.larder.jcache.processor;

import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** What a processor gave for one of many keys: a value, or the exception that {@link #get} throws. */
public record ProcessorResult<T>(
        @Nullable T value, @Nullable RuntimeException failure) implements EntryProcessorResult<T> {
    /** A result with a value. */
    public static <T> ProcessorResult<T> of(T value) {
        return new ProcessorResult<>(value, null);
    }

    /** A result with an exception. */
    public static <T> ProcessorResult<T> failed(RuntimeException failure) {
        return new ProcessorResult<>(null, failure);
    }

    @Override
    public @Nullable T get() {
        if (failure instanceof CacheException e) {
            throw e;
        }
        if (failure != null) {
            throw new EntryProcessorException(failure);
        }
        return value;
    }
}
