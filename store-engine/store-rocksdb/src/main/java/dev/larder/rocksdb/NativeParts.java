package dev.larder.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Objects with memory outside the heap, given back in the reverse of the order in which they were made: later ones point to
 * earlier ones. Not safe for use by several threads at once.
 */
final class NativeParts implements AutoCloseable {
    private final Deque<AutoCloseable> latestFirst = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        latestFirst.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!latestFirst.isEmpty()) {
            try {
                latestFirst.pop().close();
            } catch (Exception failure) {
                throw new AssertionError("objects of RocksDB are closed without an exception", failure);
            }
        }
    }
}
