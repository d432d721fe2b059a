package dev.larder.rocksdb;

import dev.larder.store.StorageFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Files of RocksDB's format with records in ascending order, a new one every so many bytes. For one thread. */
final class SortedFiles implements AutoCloseable {
    private static final long FILE_BYTES = 64L << 20;

    private final RocksDbTierStore store;
    private final Path directory;
    private final NativeParts parts = new NativeParts();
    private final Options options;
    private final EnvOptions environment;
    private final List<String> files = new ArrayList<>();
    private @Nullable SstFileWriter writer;
    private long writtenBytes;

    SortedFiles(RocksDbTierStore store, Path directory) {
        this.store = store;
        this.directory = directory;
        this.options = DatabaseOptions.bulkLoad(parts);
        this.environment = parts.add(new EnvOptions());
    }

    void add(byte[] key, byte[] record) {
        try {
            SstFileWriter current = writer;
            if (current == null) {
                current = begin();
                writer = current;
            }
            current.put(key, record);
            writtenBytes += key.length + record.length;
            if (writtenBytes >= FILE_BYTES) {
                finishFile(current);
            }
        } catch (RocksDBException failure) {
            throw store.failed(failure, "Writing a file to load");
        }
    }

    /** Has the disk confirm the files and returns their names. */
    List<String> finish() {
        try {
            if (writer != null) {
                finishFile(writer);
            }
            return files;
        } catch (RocksDBException failure) {
            throw store.failed(failure, "Writing a file to load");
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        parts.close();
    }

    private SstFileWriter begin() throws RocksDBException {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new StorageFailedException(
                    "The directory " + directory + " for a bulk load could not be made: " + failure
                            + ". Nothing was loaded; check the disk.",
                    0,
                    failure);
        }
        String file = directory.resolve(files.size() + ".sst").toString();
        SstFileWriter begun = new SstFileWriter(environment, options);
        try {
            begun.open(file);
        } catch (RocksDBException failure) {
            begun.close();
            throw failure;
        }
        files.add(file);
        return begun;
    }

    private void finishFile(SstFileWriter current) throws RocksDBException {
        current.finish();
        current.close();
        writer = null;
        writtenBytes = 0;
    }
}
