package dev.larder.codecs;

import dev.larder.store.spi.CodecProvider;
import java.util.stream.Stream;

/**
 * A codec that is there if its libraries are. The class of the codec itself is not touched before.
 *
 * <p><b>Threads:</b> any.
 */
abstract class LibraryCodecProvider implements CodecProvider {
    private final String name;
    private final int id;
    private final String requirement;
    private final String[] classesOfLibraries;

    /**
     * @param requirement what to add to the class path if the libraries are not there
     * @param classesOfLibraries one class of each library that is needed
     */
    LibraryCodecProvider(String name, int id, String requirement, String... classesOfLibraries) {
        this.name = name;
        this.id = id;
        this.requirement = requirement;
        this.classesOfLibraries = classesOfLibraries;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int id() {
        return id;
    }

    @Override
    public final boolean isAvailable() {
        return Stream.of(classesOfLibraries).allMatch(Library::isPresent);
    }

    @Override
    public final String requirement() {
        return requirement;
    }
}
