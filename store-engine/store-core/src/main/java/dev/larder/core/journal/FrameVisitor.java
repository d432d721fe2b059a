package dev.larder.core.journal;

/** Is shown the frames of a log in their order. */
@FunctionalInterface
public interface FrameVisitor {
    /**
     * Shows a frame. The bytes are of use until the call returns, and not to be changed.
     *
     * @param block the running number of the 1 MiB stretch of the log in which the frame begins; never goes down from one
     *     frame to the next. What is noted of blocks can be given to {@link Journal#replay}, until the log is closed
     * @param bytes holds the payload among other bytes
     * @param offset where in {@code bytes} the payload begins
     * @param length of the payload, bytes
     */
    void visit(int block, long sequence, byte[] bytes, int offset, int length);
}
