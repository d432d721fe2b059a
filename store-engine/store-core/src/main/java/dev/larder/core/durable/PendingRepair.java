package dev.larder.core.durable;

import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.ManifestFile;
import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A repair that was decided on: all new files are there, each with {@link #STAGED_SUFFIX}, and the manifest that counts
 * afterwards has, as properties, which files are to be moved aside and where to. Putting that manifest in place is the one step
 * in which the repair is made; what follows can be done again and again until it ends, and no store opens before.
 *
 * <p>For one thread.
 *
 * @param aside where files are moved to
 * @param moved the names of files that are moved
 */
record PendingRepair(FileSystem fileSystem, Path directory, Path aside, List<String> moved) {
    /** What is added to the name of a file that waits for its place. */
    static final String STAGED_SUFFIX = ".repaired";

    private static final String ASIDE = "repair-aside";
    private static final String MOVED = "repair-moved-";

    /** The repair that a manifest tells of; null if it tells of none. */
    static @Nullable PendingRepair of(Manifest manifest, FileSystem fileSystem, Path directory) {
        String aside = manifest.properties().get(ASIDE);
        if (aside == null) {
            return null;
        }
        List<String> moved = new ArrayList<>();
        manifest.properties().forEach((name, value) -> {
            if (name.startsWith(MOVED)) {
                moved.add(value);
            }
        });
        return new PendingRepair(fileSystem, directory, directory.resolve(aside).normalize(), moved);
    }

    /**
     * Looks whether a repair was ended.
     *
     * @throws CorruptDataException if it was not
     */
    static void requireNone(Manifest manifest, Path directory) {
        if (manifest.properties().containsKey(ASIDE)) {
            Path file = directory.resolve(ManifestFile.NAME);
            throw new CorruptDataException(
                    file + " tells of a repair that was interrupted. Run 'java -cp ..."
                            + " dev.larder.core.tool.DataTool repair " + directory
                            + "' again, which ends it. Nothing was changed.",
                    file,
                    0);
        }
    }

    /** Puts a manifest in place that tells of this repair. New files must be confirmed before, with their names. */
    void begin(Manifest after) throws IOException {
        Map<String, String> properties = new TreeMap<>(after.properties());
        // In relation to the directory, so that it is found again from wherever the repair is called again.
        Path from = directory.toAbsolutePath().normalize();
        properties.put(
                ASIDE, from.relativize(aside.toAbsolutePath().normalize()).toString());
        for (int i = 0; i < moved.size(); i++) {
            properties.put(MOVED + i, moved.get(i));
        }
        ManifestFile.write(fileSystem, directory, with(after, properties));
    }

    /** Moves files aside, gives the new ones their names, and has the manifest tell of no repair any more. */
    void end(Manifest manifest) throws IOException {
        fileSystem.createDirectories(aside);
        for (String name : moved) {
            Path file = directory.resolve(name);
            Path target = aside.resolve(name);
            // What has the name is the damaged file, unless that is aside already.
            if (!fileSystem.exists(target) && fileSystem.exists(file)) {
                fileSystem.rename(file, target);
            }
        }
        fileSystem.forceDirectory(aside);
        fileSystem.forceDirectory(directory);
        for (Path file : fileSystem.list(directory)) {
            String name = file.getFileName().toString();
            if (name.endsWith(STAGED_SUFFIX)) {
                String placed = name.substring(0, name.length() - STAGED_SUFFIX.length());
                fileSystem.rename(file, directory.resolve(placed));
            }
        }
        fileSystem.forceDirectory(directory);
        Map<String, String> properties = new TreeMap<>(manifest.properties());
        properties.keySet().removeIf(name -> name.equals(ASIDE) || name.startsWith(MOVED));
        ManifestFile.write(fileSystem, directory, with(manifest, properties));
    }

    /** Deletes new files of a repair that was never begun. */
    void deleteStaged() throws IOException {
        for (Path file : fileSystem.list(directory)) {
            if (file.getFileName().toString().endsWith(STAGED_SUFFIX)) {
                fileSystem.delete(file);
            }
        }
    }

    /** Where the damaged files are in the end. */
    List<Path> movedAside() {
        return moved.stream().map(aside::resolve).toList();
    }

    private static Manifest with(Manifest manifest, Map<String, String> properties) {
        return new Manifest(
                manifest.storeId(),
                manifest.generation() + 1,
                manifest.firstSegment(),
                manifest.nextKeyspaceId(),
                manifest.stoppedCleanly(),
                manifest.keyspaces(),
                properties);
    }
}
