package dev.larder.store.spi.tier;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreException;
import dev.larder.store.spi.Tier;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records of a bulk load in the order of their keys, however many there are: what does not fit into memory is sorted in
 * parts, which are written to files and merged (external merge sort). Of records with the same key, the last added counts.
 *
 * <p>The files live in a directory of their own as long as this, and are of no use to anybody else. Not safe for use by
 * several threads at once.
 */
public final class SortedRecords implements AutoCloseable {
    /** What an entry takes on the heap beside the bytes of its key and record, about. */
    private static final int ENTRY_OVERHEAD_BYTES = 80;

    private static final int WRITE_BUFFER_BYTES = 256 << 10;

    private final Path directory;
    private final long runBytes;
    private final List<Path> runs = new ArrayList<>();
    private List<SortedEntry> entries = new ArrayList<>();
    private long heldBytes;

    /**
     * Begins with no records.
     *
     * @param directory where to write; must not be there yet
     * @param runBytes the memory to use while adding, about
     */
    public SortedRecords(Path directory, long runBytes) {
        this.directory = directory;
        this.runBytes = runBytes;
    }

    /** Adds a record; the arrays are its own from then on. */
    public void add(byte[] key, byte[] record) {
        entries.add(new SortedEntry(key, record));
        heldBytes += key.length + record.length + ENTRY_OVERHEAD_BYTES;
        if (heldBytes >= runBytes) {
            writeRun();
        }
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return entries.isEmpty() && runs.isEmpty();
    }

    /** Walks over all records, each key once; again from the begin with each call. Nothing may be added meanwhile. */
    public Tier.Cursor merge() {
        List<SortedRun> sources = new ArrayList<>();
        try {
            for (Path run : runs) {
                sources.add(SortedRun.read(sources.size(), run));
            }
            entries = takeSorted();
            sources.add(SortedRun.of(sources.size(), entries));
            return new MergeCursor(sources);
        } catch (IOException failure) {
            sources.forEach(SortedRun::close);
            throw failed(failure, directory);
        }
    }

    /** Forgets all records and deletes the files. */
    @Override
    public void close() {
        entries = new ArrayList<>();
        heldBytes = 0;
        deleteAll(directory);
    }

    /** Deletes a directory with all in it, if it is there. */
    public static void deleteAll(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = new ArrayList<>(files.toList());
            deepestFirst.sort((one, other) -> other.compareTo(one));
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw failed(failure, directory);
        }
    }

    private void writeRun() {
        Path file = directory.resolve("run-" + runs.size());
        try {
            Files.createDirectories(directory);
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), WRITE_BUFFER_BYTES))) {
                for (SortedEntry entry : takeSorted()) {
                    entry.writeTo(out);
                }
            }
        } catch (IOException failure) {
            throw failed(failure, file);
        }
        runs.add(file);
    }

    /** Sorting keeps the order of equal keys, so that the last of them is the last added. */
    private List<SortedEntry> takeSorted() {
        List<SortedEntry> sorted = entries;
        entries = new ArrayList<>();
        heldBytes = 0;
        sorted.sort((one, other) -> Arrays.compareUnsigned(one.key(), other.key()));
        List<SortedEntry> distinct = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            boolean replaced = i + 1 < sorted.size()
                    && Arrays.equals(sorted.get(i).key(), sorted.get(i + 1).key());
            if (!replaced) {
                distinct.add(sorted.get(i));
            }
        }
        return distinct;
    }

    /** The system tells a full disk by the message alone. */
    static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("not enough space");
    }

    static StoreException failed(IOException failure, Path file) {
        if (isFull(failure)) {
            return new StorageFullException(
                    "The disk is full while a bulk load is sorted in " + file + "; make room and load again", failure);
        }
        return new StorageFailedException(
                "A bulk load could not be sorted in " + file + ": " + failure + ". Nothing was loaded; check the disk.",
                0,
                failure);
    }
}
