package dev.larder.core.codec;

import dev.larder.store.CodecException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What {@link ServiceLoader} finds of one kind: by the application's class loader, and then by Larder's own, for where the
 * two differ and only Larder's sees the modules of Larder. Looks anew each time, which happens once for a name.
 *
 * <p><b>Threads:</b> any.
 */
final class Plugins<T> {
    private final Class<T> kind;
    private final ClassLoader classLoader;

    Plugins(Class<T> kind, ClassLoader classLoader) {
        this.kind = kind;
        this.classLoader = classLoader;
    }

    /** All of them; one that both loaders see comes twice. */
    Stream<T> all() {
        return Stream.of(classLoader, Plugins.class.getClassLoader())
                .flatMap(loader -> ServiceLoader.load(kind, loader).stream())
                .map(ServiceLoader.Provider::get);
    }

    Optional<T> find(Predicate<T> wanted) {
        try {
            return all().filter(wanted).findFirst();
        } catch (ServiceConfigurationError broken) {
            throw new CodecException(
                    "A module on the class path can't be loaded (" + broken.getMessage()
                            + "). Use the same version of all Larder artifacts, and look at the cause.",
                    broken);
        }
    }
}
