package dev.larder.core.snapshot;

/** Takes the entries of a snapshot. Must be safe for use by several threads if several blocks are read at a time. */
@FunctionalInterface
public interface EntryVisitor {
    /**
     * Takes an entry as it was written.
     *
     * @param array holds the entry, and others; must not be changed, and is used again after the call
     * @param offset where the entry begins
     * @param length the entry's bytes
     */
    void visit(byte[] array, int offset, int length);
}
