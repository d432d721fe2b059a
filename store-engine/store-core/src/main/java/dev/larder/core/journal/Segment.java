package dev.larder.core.journal;

import java.nio.file.Path;

/**
 * A segment's file and where its frames are. Grows by the frames that are appended; the log's append lock guards all that
 * changes.
 */
final class Segment {
    private static final int BLOCK_SHIFT = 20;

    private final Path file;
    private final SegmentHeader header;
    private final int firstBlock;

    /** For each block, where its first frame begins, and that frame's ordinal; 0 if no frame begins in it. */
    private final int[] blockOffsets;

    private final int[] blockOrdinals;
    private int endBytes = SegmentHeader.PAGE_BYTES;
    private int frameCount;
    private int roomBytes;

    Segment(Path file, SegmentHeader header, int fileBytes, int firstBlock) {
        this.file = file;
        this.header = header;
        this.firstBlock = firstBlock;
        int blockCount = ((fileBytes - 1) >>> BLOCK_SHIFT) + 1;
        this.blockOffsets = new int[blockCount];
        this.blockOrdinals = new int[blockCount];
    }

    Path file() {
        return file;
    }

    SegmentHeader header() {
        return header;
    }

    /** Notes a frame behind the others, and returns its block. */
    int add(int frameBytes) {
        int block = endBytes >>> BLOCK_SHIFT;
        if (blockOffsets[block] == 0) {
            blockOffsets[block] = endBytes;
            blockOrdinals[block] = frameCount;
        }
        frameCount++;
        endBytes += frameBytes;
        return firstBlock + block;
    }

    /** The last frame's sequence; that before the first sequence if there are no frames. */
    long lastSequence() {
        return header.firstSequence() + frameCount - 1;
    }

    long nextSequence() {
        return header.firstSequence() + frameCount;
    }

    int frameCount() {
        return frameCount;
    }

    /** Where the last frame ends, bytes from the file's begin. */
    int endBytes() {
        return endBytes;
    }

    /** How much of the log the frames are. */
    int framesBytes() {
        return endBytes - SegmentHeader.PAGE_BYTES;
    }

    int firstBlock() {
        return firstBlock;
    }

    /** The first block of the segment behind this one. */
    int blockEnd() {
        return firstBlock + blockOffsets.length;
    }

    /** Where the first frame of a block begins; 0 if none begins in it. */
    int blockOffset(int block) {
        return blockOffsets[block - firstBlock];
    }

    int blockOrdinal(int block) {
        return blockOrdinals[block - firstBlock];
    }

    /** An offset in the file at or before the frame of a sequence, and in the same block; 0 if the frame is the first. */
    long offsetBefore(long sequence) {
        long offset = 0;
        for (int block = 0; block < blockOffsets.length; block++) {
            if (blockOffsets[block] != 0 && header.firstSequence() + blockOrdinals[block] < sequence) {
                offset = blockOffsets[block];
            }
        }
        return offset;
    }

    int blockOf(long offset) {
        return firstBlock + (int) (offset >>> BLOCK_SHIFT);
    }

    /** Up to where the file is known to have room on the disk, once it is no longer written. */
    int roomBytes() {
        return roomBytes;
    }

    void noteRoom(int bytes) {
        roomBytes = bytes;
    }
}
