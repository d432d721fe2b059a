package dev.larder.rocksdb;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.SortedRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.IngestExternalFileOptions;

/**
 * Writes sorted files of RocksDB's own format and hands them over, so that records pass neither its log nor its write buffer,
 * and are not merged again.
 *
 * <p>A key above all before it goes straight into a file. Others are sorted first ({@link SortedRecords}) and go into files
 * that come after those when they are handed over, so that of a key in both the later record counts.
 */
final class RocksDbBulkLoad implements Tier.BulkLoad {
    private static final long SORT_BYTES = 64L << 20;

    private final RocksDbTier tier;
    private final Path directory;
    private final SortedRecords unordered;
    private final List<SortedFiles> openFiles = new ArrayList<>();
    private @Nullable SortedFiles ascending;
    private byte @Nullable [] highestKey;
    private boolean ended;

    RocksDbBulkLoad(RocksDbTier tier, Path directory) {
        this.tier = tier;
        this.directory = directory;
        this.unordered = new SortedRecords(directory.resolve("unordered"), SORT_BYTES);
    }

    @Override
    public void add(byte[] key, byte[] record) {
        requireGoingOn();
        RocksDbTier.requireKey(key);
        tier.store().room().requireRoom(key.length + record.length);
        if (highestKey != null && Arrays.compareUnsigned(key, highestKey) <= 0) {
            unordered.add(key, record);
            return;
        }
        highestKey = key;
        SortedFiles files = ascending;
        if (files == null) {
            files = begin("ascending");
            ascending = files;
        }
        files.add(key, record);
    }

    @Override
    public void commit() {
        requireGoingOn();
        List<String> files = new ArrayList<>();
        if (ascending != null) {
            files.addAll(ascending.finish());
        }
        if (!unordered.isEmpty()) {
            SortedFiles sorted = begin("sorted");
            try (Tier.Cursor cursor = unordered.merge()) {
                while (cursor.next()) {
                    sorted.add(cursor.key(), cursor.record());
                }
            }
            files.addAll(sorted.finish());
        }
        if (!files.isEmpty()) {
            ingest(files);
        }
        close();
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            openFiles.forEach(SortedFiles::close);
            unordered.close();
            SortedRecords.deleteAll(directory);
        }
    }

    /** The files and the list of all files are on disk when this returns; overlapping ones count in their order. */
    private void ingest(List<String> files) {
        tier.change("Loading records", family -> {
            try (IngestExternalFileOptions options = new IngestExternalFileOptions().setMoveFiles(true)) {
                tier.store().database().ingestExternalFile(family, files, options);
            }
        });
    }

    private SortedFiles begin(String name) {
        SortedFiles files = new SortedFiles(tier.store(), directory.resolve(name));
        openFiles.add(files);
        return files;
    }

    private void requireGoingOn() {
        if (ended) {
            throw new IllegalStateException("the bulk load was committed or closed; begin another");
        }
    }
}
