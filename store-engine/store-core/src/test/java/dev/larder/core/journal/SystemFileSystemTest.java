package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.testkit.FileSystemContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The machine's file system. */
class SystemFileSystemTest extends FileSystemContract {
    @TempDir
    Path temporary;

    @Override
    protected FileSystem fileSystem() {
        return FileSystem.system();
    }

    @Override
    protected Path directory() {
        return temporary.resolve("data").resolve("deep");
    }
}
