package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem;
import dev.larder.testkit.FaultyFileSystem;
import dev.larder.testkit.FileSystemContract;
import java.nio.file.Path;

/** The file system that fails, while it doesn't. */
class FaultyFileSystemTest extends FileSystemContract {
    @Override
    protected FileSystem fileSystem() {
        return new FaultyFileSystem();
    }

    @Override
    protected Path directory() {
        return Path.of("data", "deep");
    }
}
