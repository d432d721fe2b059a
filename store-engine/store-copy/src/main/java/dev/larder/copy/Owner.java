package dev.larder.copy;

/**
 * Whom a copier works for.
 *
 * @param name what errors call it
 * @param failure makes the errors
 */
record Owner(String name, CopyFailure failure) {
    private static final String ANY_CACHE = "a store-by-value cache";

    /** A cache whose name is not known. */
    static Owner anyCache(CopyFailure failure) {
        return new Owner(ANY_CACHE, failure);
    }

    static Owner cache(String cacheName, CopyFailure failure) {
        return new Owner("cache '" + cacheName + "', which stores by value", failure);
    }
}
