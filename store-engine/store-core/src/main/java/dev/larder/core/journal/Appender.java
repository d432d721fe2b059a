package dev.larder.core.journal;

import dev.larder.store.StorageFullException;
import dev.larder.store.StoreClosedException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * The end of the log, where frames are written one after the other.
 *
 * <p>Always true: sequences have no holes, and no two segments begin with the same one. What is refused is refused before
 * anything was written.
 *
 * <p><b>Threads:</b> any number; one lock is held while a frame is written, and around all that changes with the frames. What
 * the disk has confirmed is said by the callers, and may be behind what it really has.
 */
final class Appender implements Confirmer.Disk {
    private final JournalConfig config;
    private final SegmentFiles files;
    private final LiveSegments segments;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] scratch = new byte[12];
    private volatile long lastSequence;
    private volatile boolean synced;
    private volatile boolean wantsRoom;

    /** What the last mark, or the header of a segment, says to be confirmed. */
    private long markedThrough;

    private boolean endsWithClosingMark;
    private boolean closed;

    private Appender(JournalConfig config, SegmentFiles files, Recovery recovered, long durableSequence) {
        this.config = config;
        this.files = files;
        this.segments = new LiveSegments(recovered.segments());
        this.lastSequence = recovered.nextSequence() - 1;
        this.markedThrough = durableSequence;
        this.endsWithClosingMark = recovered.wasClosed();
    }

    /** Goes on behind a closing mark, or in a new segment, which the disk has confirmed when the call returns. */
    static Appender after(Recovery recovered, JournalConfig config, SegmentFiles files) throws IOException {
        Appender appender = new Appender(config, files, recovered, recovered.durableSequence());
        LiveSegments segments = appender.segments;
        if (recovered.wasClosed()) {
            segments.resume(files.resume(segments.newest()));
        } else {
            for (Segment segment : recovered.segments()) {
                files.confirmAgain(segment, recovered.markedThrough());
            }
            SegmentWriter writer = files.begin(appender.header(appender.markedThrough), segments.blockEnd(), 0);
            segments.begin(writer);
            writer.force(SegmentHeader.PAGE_BYTES);
        }
        return appender;
    }

    /**
     * Writes a frame, and a mark before it if more is confirmed than the last one said.
     *
     * @param checksum has seen the payload
     * @return the frame's sequence
     */
    long append(CRC32C checksum, byte[] payload, int offset, int length, long durableSequence) {
        lock.lock();
        try {
            requireOpen();
            SegmentWriter writer = writerFor(FrameFormat.FRAME_HEADER_BYTES + length, durableSequence);
            if (durableSequence > markedThrough) {
                writeMark(writer, FrameFormat.MARK_WORD, durableSequence);
            }
            write(writer, length, checksum, payload, offset, length);
            if (writer.wantsRoom() != wantsRoom) {
                wantsRoom = !wantsRoom;
            }
            return lastSequence;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreClosedException("The log in " + config.directory() + " is closed.");
        }
    }

    /** The segment that a frame goes to, with room for it and for a mark before it. One more mark fits behind it. */
    private SegmentWriter writerFor(int frameBytes, long durableSequence) {
        int neededBytes = frameBytes + FrameFormat.MARK_BYTES;
        try {
            SegmentWriter writer = segments.writer();
            if (writer.fits(neededBytes + FrameFormat.MARK_BYTES)) {
                writer.reserve(writer.segment().endBytes() + neededBytes);
                return writer;
            }
            leaveFrameIn(writer);
            return begin(neededBytes, durableSequence);
        } catch (IOException failure) {
            throw full(neededBytes, failure);
        }
    }

    /** A segment without frames can't be left behind: the next would begin with the same sequence. */
    private void leaveFrameIn(SegmentWriter writer) throws IOException {
        if (writer.segment().frameCount() == 0) {
            writer.reserve(SegmentHeader.PAGE_BYTES + FrameFormat.MARK_BYTES);
            writeMark(writer, FrameFormat.MARK_WORD, markedThrough);
        }
    }

    private StorageFullException full(int neededBytes, IOException failure) {
        return new StorageFullException(
                String.format(
                        Locale.ROOT,
                        "The disk has no room for %d more bytes of the log in %s: %s. Nothing was changed. Make room on"
                                + " that disk; writes go on by themselves.",
                        neededBytes,
                        config.directory(),
                        failure.getMessage()),
                failure);
    }

    /** Begins a segment with room for so much. */
    private SegmentWriter begin(int neededBytes, long durableSequence) throws IOException {
        long durableThrough = Math.max(durableSequence, markedThrough);
        SegmentWriter writer =
                files.begin(header(durableThrough), segments.blockEnd(), neededBytes + FrameFormat.MARK_BYTES);
        try {
            writer.reserve(SegmentHeader.PAGE_BYTES + neededBytes);
        } catch (IOException failure) {
            files.abandon(writer, failure);
            throw failure;
        }
        segments.begin(writer);
        markedThrough = durableThrough;
        return writer;
    }

    /** The header of a segment that begins now. It says what is confirmed, as a mark does. */
    private SegmentHeader header(long durableThrough) {
        return new SegmentHeader(
                SegmentHeader.FORMAT_VERSION,
                config.storeId(),
                lastSequence + 1,
                durableThrough,
                config.salts().nextInt());
    }

    private void writeMark(SegmentWriter writer, int lengthWord, long durableSequence) {
        byte[] payload = FrameFormat.markPayload(
                durableSequence, writer.segment().header().salt());
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        write(writer, lengthWord, checksum, payload, 0, payload.length);
        markedThrough = durableSequence;
    }

    private void write(SegmentWriter writer, int lengthWord, CRC32C checksum, byte[] payload, int offset, int length) {
        Segment segment = writer.segment();
        int sum = FrameFormat.checksum(
                checksum, segment.frameCount(), lengthWord, segment.header().salt(), scratch);
        writer.append(lengthWord, sum, payload, offset, length);
        lastSequence = segment.lastSequence();
        endsWithClosingMark = lengthWord == FrameFormat.CLOSING_MARK_WORD;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Begins a segment; returns the last sequence before it. */
    long rotate(long durableSequence) {
        lock.lock();
        try {
            requireOpen();
            long before = lastSequence;
            if (segments.newest().frameCount() > 0) {
                // It gets a frame, so that whoever waits for that waits for the segment's file too.
                SegmentWriter writer = begin(FrameFormat.MARK_BYTES, durableSequence);
                writeMark(writer, FrameFormat.MARK_WORD, markedThrough);
            }
            return before;
        } catch (IOException failure) {
            throw full(FrameFormat.MARK_BYTES, failure);
        } finally {
            lock.unlock();
        }
    }

    /** Appends are refused from now on; false if they were before. */
    boolean close() {
        lock.lock();
        try {
            boolean wasOpen = !closed;
            closed = true;
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the log with a mark that says that all of it is confirmed. */
    void writeClosingMark(long durableSequence) {
        lock.lock();
        try {
            SegmentWriter writer = segments.writer();
            if (!endsWithClosingMark) {
                writer.reserve(writer.segment().endBytes() + FrameFormat.MARK_BYTES);
                writeMark(writer, FrameFormat.CLOSING_MARK_WORD, durableSequence);
            }
        } catch (IOException full) {
            // The log is as good without; only damage in its last frames may then be taken for what a crash left.
        } finally {
            lock.unlock();
        }
    }

    /** Closes the files. */
    void closeFiles() throws IOException {
        lock.lock();
        try {
            segments.close();
        } finally {
            lock.unlock();
        }
    }

    /** One more than the number of the last block. */
    int blockEnd() {
        lock.lock();
        try {
            return segments.blockEnd();
        } finally {
            lock.unlock();
        }
    }

    /** The segments as they are now. */
    List<BlockReplay.Extent> extents() {
        lock.lock();
        try {
            return segments.all().stream()
                    .map(segment -> new BlockReplay.Extent(segment, segment.endBytes()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The first sequence of the oldest segment with frames above a sequence; that of the newest if there are none. */
    long firstSegmentAbove(long sequence) {
        lock.lock();
        try {
            return segments.firstAbove(sequence).header().firstSequence();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the segments before the one that begins with a sequence. */
    List<Segment> removeBefore(long firstSequence) {
        lock.lock();
        try {
            if (firstSequence > segments.newest().header().firstSequence()) {
                throw new IllegalArgumentException("No segment of the log begins with sequence " + firstSequence + ".");
            }
            return segments.removeBefore(firstSequence);
        } finally {
            lock.unlock();
        }
    }

    long framesBytes() {
        lock.lock();
        try {
            return segments.framesBytes();
        } finally {
            lock.unlock();
        }
    }

    /** From now on it is worth to have room confirmed before it is used. */
    void noteSynced() {
        if (!synced) {
            synced = true;
        }
    }

    /** Whether it is time for {@link #reserveAhead}. */
    boolean wantsRoom() {
        return wantsRoom;
    }

    @Override
    public long forceAppended() throws IOException {
        List<LiveSegments.Unforced> round;
        long through;
        lock.lock();
        try {
            round = segments.unforced();
            through = lastSequence;
        } finally {
            lock.unlock();
        }
        for (LiveSegments.Unforced unforced : round) {
            unforced.writer().force(unforced.endBytes());
        }
        if (round.size() > 1) {
            lock.lock();
            try {
                segments.forced(round);
            } finally {
                lock.unlock();
            }
        }
        return through;
    }

    @Override
    public void reserveAhead() throws IOException {
        SegmentWriter writer;
        lock.lock();
        try {
            writer = segments.writer();
        } finally {
            lock.unlock();
        }
        writer.reserveAhead(synced);
    }
}
