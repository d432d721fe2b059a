package dev.larder.store.spi.tier;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries in the order of their keys, each key once, of which the first is looked at. Ordered by it, then the newest first. */
final class SortedRun implements Comparable<SortedRun>, AutoCloseable {
    private static final int READ_BUFFER_BYTES = 256 << 10;

    private final int number;
    private final @Nullable DataInputStream file;
    private final Iterator<SortedEntry> memory;
    private @Nullable SortedEntry first;

    private SortedRun(int number, @Nullable DataInputStream file, Iterator<SortedEntry> memory) throws IOException {
        this.number = number;
        this.file = file;
        this.memory = memory;
        advance();
    }

    static SortedRun read(int number, Path file) throws IOException {
        return new SortedRun(
                number,
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), READ_BUFFER_BYTES)),
                List.<SortedEntry>of().iterator());
    }

    static SortedRun of(int number, List<SortedEntry> entries) throws IOException {
        return new SortedRun(number, null, entries.iterator());
    }

    boolean isAtEnd() {
        return first == null;
    }

    SortedEntry first() {
        SortedEntry entry = first;
        if (entry == null) {
            throw new AssertionError("a run that has ended was asked for its first entry");
        }
        return entry;
    }

    void advance() throws IOException {
        if (file != null) {
            first = SortedEntry.readFrom(file);
        } else {
            first = memory.hasNext() ? memory.next() : null;
        }
    }

    @Override
    public int compareTo(SortedRun other) {
        int byKey = Arrays.compareUnsigned(first().key(), other.first().key());
        return byKey != 0 ? byKey : Integer.compare(other.number, number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
