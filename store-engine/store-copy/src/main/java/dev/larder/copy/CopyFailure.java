package dev.larder.copy;

/**
 * Makes the exception that says that a value can't be copied. The standard that a cache implements has a type for it, of
 * which the copier knows nothing.
 */
@FunctionalInterface
public interface CopyFailure {

    /**
     * Returns the exception, which the copier throws as it is.
     *
     * @param message names the value's class, the class that stands in the way, and what to do; its end is "or store by
     *     reference", to which the adapter adds how that is set
     * @param cause what Java serialization threw, or the overflow of the stack
     */
    RuntimeException toException(String message, Throwable cause);
}
