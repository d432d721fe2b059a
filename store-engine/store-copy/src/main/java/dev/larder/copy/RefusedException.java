package dev.larder.copy;

import org.jspecify.annotations.Nullable;

/**
 * Fory is absent or met a class that it must not copy, so the whole value goes through Java serialization. Control flow,
 * not an error: made once per class, without a stack trace. The message completes "it can't be serialized, and ...".
 */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason, (@Nullable Throwable) null, false, false);
    }
}
