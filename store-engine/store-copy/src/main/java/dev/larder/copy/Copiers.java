package dev.larder.copy;

import java.io.ObjectInputFilter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Copier} that fits a cache's configuration. */
public final class Copiers {
    private Copiers() {}

    /** For store by reference: hands everything through as it is. */
    public static Copier byReference() {
        return ByReferenceCopier.INSTANCE;
    }

    /**
     * For store by value.
     *
     * @param loader the class loader of the application, as the cache manager has it
     * @param failure makes what is thrown where a value can be copied in no way
     */
    public static Copier byValue(ClassLoader loader, CopyFailure failure) {
        return byValue(loader, (ObjectInputFilter) null, failure);
    }

    /**
     * For store by value in a named cache, which errors tell.
     *
     * @param loader the class loader of the application, as the cache manager has it
     * @param failure makes what is thrown where a value can be copied in no way
     */
    public static Copier byValue(ClassLoader loader, String cacheName, CopyFailure failure) {
        Objects.requireNonNull(cacheName);
        return new ByValueCopier(
                Objects.requireNonNull(loader), null, Owner.cache(cacheName, Objects.requireNonNull(failure)));
    }

    /**
     * For store by value, where the application further restricts what Java serialization may touch.
     *
     * @param loader the class loader of the application, as the cache manager has it
     * @param restriction is asked for every class that Java serialization reads back, after the copier's own filter let
     *     it pass; what it rejects can't be copied that way. It can't widen what the copier's filter allows: the classes
     *     that were written a moment before
     * @param failure makes what is thrown where a value can be copied in no way
     */
    public static Copier byValue(ClassLoader loader, @Nullable ObjectInputFilter restriction, CopyFailure failure) {
        return new ByValueCopier(
                Objects.requireNonNull(loader), restriction, Owner.anyCache(Objects.requireNonNull(failure)));
    }
}
