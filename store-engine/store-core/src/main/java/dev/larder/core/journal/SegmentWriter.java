package dev.larder.core.journal;

import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.store.spi.FileSystem.MappedRegion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes frames into the memory of a segment's file, and has the disk confirm them.
 *
 * <p>Always true: nothing is written into memory for which the disk has no room. A page of a mapping that gets none would
 * be a fault of the process, not an exception; so zeros are written ahead by calls, which are refused properly.
 *
 * <p><b>Threads:</b> {@link #append} under the log's append lock; {@link #force} by one at a time; {@link #reserve} by any.
 */
final class SegmentWriter implements Closeable {
    /** How far ahead room is made. */
    static final int STRETCH_BYTES = 4 << 20;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10).asReadOnlyBuffer();

    private final Segment segment;
    private final SegmentFiles files;
    private final DataFile file;
    private final MappedRegion region;
    private final ByteBuffer memory;
    private final ReentrantLock zeroing = new ReentrantLock();
    private volatile int roomBytes;
    private boolean nameConfirmed;
    private int confirmedBytes;

    /**
     * Goes on with a segment.
     *
     * @param region the whole file
     * @param roomBytes up to where it has room
     * @param nameConfirmed whether the disk has confirmed the file's name, header, and frames
     */
    SegmentWriter(
            Segment segment,
            SegmentFiles files,
            DataFile file,
            MappedRegion region,
            int roomBytes,
            boolean nameConfirmed) {
        this.segment = segment;
        this.files = files;
        this.file = file;
        this.region = region;
        this.memory = region.memory();
        this.roomBytes = roomBytes;
        this.nameConfirmed = nameConfirmed;
        this.confirmedBytes = segment.endBytes();
    }

    /** Writes the last bytes anew, as they are, so that the next {@link #force} has them confirmed. */
    void rewriteLast(int bytes) {
        int start = segment.endBytes() - bytes;
        for (int at = start; at < segment.endBytes(); at++) {
            memory.put(at, memory.get(at));
        }
        confirmedBytes = start;
    }

    Segment segment() {
        return segment;
    }

    /** Whether so many bytes more fit into the file. */
    boolean fits(int bytes) {
        return bytes <= memory.capacity() - segment.endBytes();
    }

    /** Whether it is time to make room behind the frames. */
    boolean wantsRoom() {
        int room = roomBytes;
        return room < memory.capacity() && room - segment.endBytes() < STRETCH_BYTES / 2;
    }

    /**
     * Makes room, for so many bytes at least.
     *
     * @throws IOException if there is less; what there is may be used
     */
    void reserve(int neededBytes) throws IOException {
        if (roomBytes >= neededBytes) {
            return;
        }
        zeroing.lock();
        try {
            makeRoom(Math.max(neededBytes, roomBytes + STRETCH_BYTES));
        } catch (IOException failure) {
            if (roomBytes < neededBytes) {
                throw failure;
            }
        } finally {
            zeroing.unlock();
        }
    }

    /** Makes room for one stretch more; has it confirmed if asked to, so that later confirmations find the file unchanged. */
    void reserveAhead(boolean confirmed) throws IOException {
        zeroing.lock();
        try {
            if (wantsRoom()) {
                makeRoom(roomBytes + STRETCH_BYTES);
                if (confirmed) {
                    file.force();
                }
            }
        } finally {
            zeroing.unlock();
        }
    }

    private void makeRoom(int throughBytes) throws IOException {
        int end = Math.min(throughBytes, memory.capacity());
        while (roomBytes < end) {
            int start = roomBytes;
            int count = Math.min(ZEROS.capacity(), end - start);
            file.write(ZEROS.duplicate().limit(count), start);
            roomBytes = start + count;
        }
    }

    /** Writes a frame behind the others and returns its block; there is room for it. */
    int append(int lengthWord, int checksum, byte[] payload, int offset, int length) {
        int at = segment.endBytes();
        memory.putInt(at, lengthWord);
        memory.putInt(at + 4, checksum);
        memory.putInt(at + 8, segment.frameCount());
        memory.put(at + FrameFormat.FRAME_HEADER_BYTES, payload, offset, length);
        return segment.add(FrameFormat.FRAME_HEADER_BYTES + length);
    }

    /** Has the disk confirm the file's name, its header, and its frames up to {@code endBytes}. */
    void force(int endBytes) throws IOException {
        if (!nameConfirmed) {
            file.force();
            files.forceDirectory();
            nameConfirmed = true;
        }
        if (endBytes > confirmedBytes) {
            region.force(confirmedBytes, endBytes - confirmedBytes);
            confirmedBytes = endBytes;
        }
    }

    /** Closes the file, which is not written any more. */
    @Override
    public void close() throws IOException {
        segment.noteRoom(roomBytes);
        file.close();
    }
}
