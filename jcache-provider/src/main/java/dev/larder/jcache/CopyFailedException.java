package dev.larder.jcache;

import javax.cache.CacheException;

/** A value of a store-by-value cache can't be copied. The message names the class that stands in the way. */
public final class CopyFailedException extends CacheException {
    private static final long serialVersionUID = 1L;

    CopyFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
