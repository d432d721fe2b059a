package dev.larder.store;

/**
 * What an acknowledged write of a keyspace with a log has behind it. A killed process loses nothing under any of them, since
 * a write is in the operating system's memory before its table shows it; they differ in what a power failure may take.
 */
public enum Durability {
    /** The disk has confirmed the write. Many writes share one confirmation. */
    SYNC,
    /** The disk confirms all writes at an interval ({@link DiskConfig#syncInterval}); a power failure takes what came since. */
    BACKGROUND,
    /** The operating system writes when it likes; a power failure may take what it has not written yet. */
    NONE
}
