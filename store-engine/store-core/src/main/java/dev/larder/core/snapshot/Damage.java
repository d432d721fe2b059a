package dev.larder.core.snapshot;

import dev.larder.store.CorruptDataException;
import dev.larder.store.StoreException;
import java.nio.file.Path;
import java.util.Locale;

/** The words in which damage of a file is told. */
final class Damage {
    private Damage() {}

    /** Tells of damage at an offset, bytes from the file's begin; {@code what} says what was expected and what was found. */
    static CorruptDataException at(Path file, long offset, String what, Object... found) {
        return new CorruptDataException(
                String.format(
                        Locale.ROOT,
                        "%s is damaged at byte %d: %s.",
                        file,
                        offset,
                        String.format(Locale.ROOT, what, found)),
                file,
                offset);
    }

    /** The same of a manifest, which nothing else has the content of. */
    static CorruptDataException ofManifest(Path file, long offset, String what, Object... found) {
        return new CorruptDataException(
                at(file, offset, what, found).getMessage()
                        + " Nothing was changed; restore the data directory from a backup.",
                file,
                offset);
    }

    /** Tells of a file that is whole and in a form that this release does not know. */
    static StoreException laterRelease(Path file, String formatVersion, int knownVersion) {
        return new StoreException(String.format(
                Locale.ROOT,
                "%s has format version %s, and this release of Larder reads version %d. Open the data directory with the"
                        + " release that wrote it, or a later one.",
                file,
                formatVersion,
                knownVersion));
    }
}
