package dev.larder.core.journal;

import dev.larder.store.CorruptDataException;
import dev.larder.store.Durability;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreClosedException;
import dev.larder.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log of frames in segment files (docs/formats/log.md). A frame is any bytes; the log numbers frames by
 * sequences without holes. Some sequences are the log's own, for its marks, which no visitor sees.
 *
 * <p>Always true: when {@link #append} has returned, the frame is in the operating system's memory, so a killed process
 * loses nothing. {@link #durableSequence} is never ahead of what the disk has confirmed. A frame that {@code append}
 * refused is not in the log.
 *
 * <p><b>Threads:</b> any number, in all methods. Frames are written under one lock; their checksums are computed outside.
 */
public final class Journal implements Closeable {
    private final JournalConfig config;
    private final SegmentFiles files;
    private final LiveSegments segments;
    private final Confirmer confirmer;
    private final RecoveryReport recovery;

    /** Held while a frame is appended, and for all that changes with the frames. */
    private final ReentrantLock appending = new ReentrantLock();

    /** Read-held while segments are read; write-held while files are taken away. */
    private final ReentrantReadWriteLock reading = new ReentrantReadWriteLock();

    private final byte[] scratch = new byte[12];
    private volatile long lastSequence;
    private volatile boolean synced;
    private long markedThrough;
    private boolean endsWithClosingMark;
    private boolean closed;

    private Journal(JournalConfig config, SegmentFiles files, Recovery recovered, RecoveryReport recovery)
            throws IOException {
        this.config = config;
        this.files = files;
        this.recovery = recovery;
        lastSequence = recovered.nextSequence() - 1;
        endsWithClosingMark = recovered.wasClosed();
        segments = new LiveSegments(recovered.segments());
        long durableSequence;
        if (endsWithClosingMark) {
            // Whether the mark itself was confirmed, nobody knows; what it says was, before it was written.
            durableSequence = lastSequence - 1;
            markedThrough = durableSequence;
            segments.resume(files.resume(segments.newest()));
        } else {
            durableSequence = lastSequence;
            for (Segment segment : recovered.segments()) {
                files.confirmAgain(segment, recovered.markedThrough());
            }
            markedThrough = durableSequence;
            SegmentWriter writer = files.begin(header(durableSequence), segments.blockEnd(), 0);
            segments.begin(writer);
            writer.force(SegmentHeader.PAGE_BYTES);
        }
        confirmer = new Confirmer(new Disk(), durableSequence, config.syncInterval(), config.threads(), config.timed());
    }

    /**
     * Opens the log of a directory, or begins it. Checks every frame and shows each to the visitor. A tail that a crash left
     * unfinished is cut; all that is left then is confirmed by the disk.
     *
     * @param firstSequence what the oldest segment that is needed begins with; 1 for a new log. Older files are deleted
     * @throws CorruptDataException if a frame that the disk had confirmed is damaged or missing; no file was changed
     * @throws StoreException if the disk could not be read or written
     */
    public static Journal open(JournalConfig config, long firstSequence, FrameVisitor visitor) {
        if (firstSequence < 1) {
            throw new IllegalArgumentException("Sequences begin with 1, found " + firstSequence + ".");
        }
        SegmentFiles files = new SegmentFiles(config.fileSystem(), config.directory(), config.segmentBytes());
        try {
            Recovery recovered = new Recovery(files, config.storeId(), firstSequence, visitor);
            RecoveryReport report = recovered.run();
            return new Journal(config, files, recovered, report);
        } catch (IOException failure) {
            throw new StoreException(
                    String.format(
                            Locale.ROOT,
                            "The log in %s can't be opened: %s. Check the disk and the directory's permissions.",
                            config.directory(),
                            failure),
                    failure);
        }
    }

    /**
     * Appends a frame. Does not wait for the disk; what is to be confirmed is waited for with {@link #awaitDurable} or
     * {@link #whenDurable}.
     *
     * @param length of the payload in bytes, at least 1
     * @param durability {@code NONE} lets the frame wait for others that want to be confirmed; else the disk is asked after
     *     the interval at the latest
     * @return the frame's sequence
     * @throws StorageFullException if the disk has no room; a later append tries again
     * @throws StorageFailedException if the disk failed to confirm something before
     * @throws EntryTooLargeException if the frame is larger than 1 GiB
     * @throws StoreClosedException if the log was closed
     */
    public long append(byte[] payload, int offset, int length, Durability durability) {
        Objects.checkFromIndexSize(offset, length, payload.length);
        if (length == 0) {
            throw new IllegalArgumentException("A frame has at least a byte of payload, found none.");
        }
        if (length > FrameFormat.MOST_PAYLOAD_BYTES) {
            throw new EntryTooLargeException(String.format(
                    Locale.ROOT,
                    "A change of %d bytes is too large for the log, which takes less than 1 GiB at once. Store it in"
                            + " smaller parts.",
                    length));
        }
        CRC32C checksum = new CRC32C();
        checksum.update(payload, offset, length);
        long sequence;
        boolean wantsRoom;
        appending.lock();
        try {
            requireOpen();
            confirmer.requireUnfailed();
            SegmentWriter writer = writerFor(FrameFormat.FRAME_HEADER_BYTES + length);
            if (confirmer.durableSequence() > markedThrough) {
                appendMark(writer, FrameFormat.MARK_WORD);
            }
            write(writer, length, checksum, payload, offset, length);
            sequence = lastSequence;
            wantsRoom = writer.wantsRoom();
        } finally {
            appending.unlock();
        }
        if (wantsRoom) {
            confirmer.askForRoom();
        }
        if (durability != Durability.NONE) {
            confirmer.beginInterval();
        }
        return sequence;
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreClosedException("The log in " + config.directory() + " is closed.");
        }
    }

    /** The segment that a frame goes to, with room for it and for a mark before it. One more mark fits behind it. */
    private SegmentWriter writerFor(int frameBytes) {
        SegmentWriter writer = segments.writer();
        int neededBytes = frameBytes + FrameFormat.MARK_BYTES;
        try {
            if (!writer.fits(neededBytes + FrameFormat.MARK_BYTES)) {
                return begin(neededBytes);
            }
            writer.reserve(writer.segment().endBytes() + neededBytes);
            return writer;
        } catch (IOException failure) {
            throw full(neededBytes, failure);
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
    private SegmentWriter begin(int neededBytes) throws IOException {
        SegmentHeader header = header(confirmer.durableSequence());
        SegmentWriter writer = files.begin(header, segments.blockEnd(), neededBytes + FrameFormat.MARK_BYTES);
        try {
            writer.reserve(SegmentHeader.PAGE_BYTES + neededBytes);
        } catch (IOException failure) {
            files.abandon(writer, failure);
            throw failure;
        }
        segments.begin(writer);
        markedThrough = header.durableThrough();
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

    private void appendMark(SegmentWriter writer, int lengthWord) {
        long durable = confirmer.durableSequence();
        byte[] payload =
                FrameFormat.markPayload(durable, writer.segment().header().salt());
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        write(writer, lengthWord, checksum, payload, 0, payload.length);
        markedThrough = durable;
    }

    private void write(SegmentWriter writer, int lengthWord, CRC32C checksum, byte[] payload, int offset, int length) {
        Segment segment = writer.segment();
        int sum = FrameFormat.checksum(
                checksum, segment.frameCount(), lengthWord, segment.header().salt(), scratch);
        writer.append(lengthWord, sum, payload, offset, length);
        lastSequence = segment.lastSequence();
        endsWithClosingMark = lengthWord == FrameFormat.CLOSING_MARK_WORD;
    }

    /** The sequence of the last frame; one less than the first sequence of an empty log. */
    public long lastSequence() {
        return lastSequence;
    }

    /** All up to this sequence is confirmed by the disk. */
    public long durableSequence() {
        return confirmer.durableSequence();
    }

    /**
     * Blocks until the disk has confirmed a frame, and all before it. Not interruptible; an interrupt stays set.
     *
     * @param sequence at most the last
     * @throws StorageFailedException if the disk failed to
     */
    public void awaitDurable(long sequence) {
        requireAppended(sequence);
        synced = true;
        confirmer.await(sequence);
    }

    /**
     * A future that is completed when {@link #awaitDurable} would return, and fails with what it would throw. What hangs on
     * it runs on a thread of the log's, in the order of the calls; it must not block for long.
     */
    public CompletableFuture<@Nullable Void> whenDurable(long sequence) {
        requireAppended(sequence);
        synced = true;
        return confirmer.when(sequence);
    }

    private void requireAppended(long sequence) {
        if (sequence > lastSequence) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Sequence %d can't be waited for: the last frame of the log is %d.",
                    sequence,
                    lastSequence));
        }
    }

    /**
     * Has the disk confirm all that was appended so far.
     *
     * @throws StorageFailedException if the disk failed to
     */
    public void force() {
        confirmer.await(lastSequence);
    }

    /** Has the disk confirm all that was appended so far at the end of the interval, without waiting for it. */
    public void forceSoon() {
        confirmer.beginInterval();
    }

    /** Why nothing can be written any more, or null. */
    public @Nullable StorageFailedException failure() {
        return confirmer.failureOrNull();
    }

    /**
     * Shows frames again, in order, as far as they were appended before the call. While it runs, no segment is released.
     *
     * @param blocks the frames that begin in these are shown; see {@link FrameVisitor}
     * @throws CorruptDataException if a frame is not valid any more
     * @throws StoreException if the disk could not be read
     */
    public void replay(BitSet blocks, FrameVisitor visitor) {
        reading.readLock().lock();
        try {
            BlockReplay.run(files.fileSystem(), extents(), blocks, visitor);
        } catch (IOException failure) {
            throw new StoreException(
                    "The log in " + config.directory() + " can't be read: " + failure + ". Check the disk.", failure);
        } finally {
            reading.readLock().unlock();
        }
    }

    /** All blocks there are, for {@link #replay}. */
    public BitSet allBlocks() {
        BitSet blocks = new BitSet();
        appending.lock();
        try {
            blocks.set(0, segments.blockEnd());
        } finally {
            appending.unlock();
        }
        return blocks;
    }

    private List<BlockReplay.Extent> extents() {
        appending.lock();
        try {
            return segments.all().stream()
                    .map(segment -> new BlockReplay.Extent(segment, segment.endBytes()))
                    .toList();
        } finally {
            appending.unlock();
        }
    }

    /**
     * Begins a new segment, so that those before it can be released once they are not needed. Does nothing if the newest has
     * no frames.
     *
     * @return the last sequence before the new segment
     * @throws StorageFullException if the disk has no room for one
     */
    public long rotate() {
        appending.lock();
        try {
            requireOpen();
            confirmer.requireUnfailed();
            long before = lastSequence;
            if (segments.newest().frameCount() > 0) {
                // A first frame, so that whoever waits for it waits for the segment's file too.
                appendMark(begin(FrameFormat.MARK_BYTES), FrameFormat.MARK_WORD);
            }
            return before;
        } catch (IOException failure) {
            throw full(FrameFormat.MARK_BYTES, failure);
        } finally {
            appending.unlock();
        }
    }

    /**
     * The first sequence of the oldest segment that is needed if all up to a sequence is in snapshots. The disk has
     * confirmed that segment's file, so a manifest may name it.
     */
    public long firstSegmentFor(long throughSequence) {
        long firstSequence;
        appending.lock();
        try {
            firstSequence = segments.firstAbove(throughSequence).header().firstSequence();
        } finally {
            appending.unlock();
        }
        confirmer.await(Math.min(firstSequence, lastSequence));
        return firstSequence;
    }

    /**
     * Takes away the segments before one, after the manifest has ceased to name them. Waits for replays that run.
     *
     * @param firstSegmentSequence what {@link #firstSegmentFor} returned
     */
    public void release(long firstSegmentSequence) {
        reading.writeLock().lock();
        try {
            for (Segment segment : removeBefore(firstSegmentSequence)) {
                files.retire(segment);
            }
        } catch (IOException failure) {
            throw new StoreException(
                    String.format(
                            Locale.ROOT,
                            "Files of the log in %s that are of no use any more can't be removed: %s. They are removed"
                                    + " when the store is opened next.",
                            config.directory(),
                            failure),
                    failure);
        } finally {
            reading.writeLock().unlock();
        }
    }

    private List<Segment> removeBefore(long firstSequence) {
        appending.lock();
        try {
            if (firstSequence > segments.newest().header().firstSequence()) {
                throw new IllegalArgumentException("No segment of the log begins with sequence " + firstSequence + ".");
            }
            return segments.removeBefore(firstSequence);
        } finally {
            appending.unlock();
        }
    }

    /** How much the frames in the live segments are, bytes. */
    public long sizeBytes() {
        appending.lock();
        try {
            return segments.framesBytes();
        } finally {
            appending.unlock();
        }
    }

    /** What opening the log found. */
    public RecoveryReport recovery() {
        return recovery;
    }

    /**
     * Has the disk confirm all frames, ends the log with a mark that says so, and ends its threads. Closing a closed log does
     * nothing.
     *
     * @throws StorageFailedException if the disk failed to confirm; the log is closed all the same
     */
    @Override
    public void close() {
        appending.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            appending.unlock();
        }
        try {
            force();
            endWithMark();
            force();
        } finally {
            confirmer.close();
            closeFiles();
        }
    }

    private void endWithMark() {
        appending.lock();
        try {
            SegmentWriter writer = segments.writer();
            if (!endsWithClosingMark) {
                writer.reserve(writer.segment().endBytes() + FrameFormat.MARK_BYTES);
                appendMark(writer, FrameFormat.CLOSING_MARK_WORD);
            }
        } catch (IOException full) {
            // The log is as good without; only damage in its last frames may then be taken for what a crash left.
        } finally {
            appending.unlock();
        }
    }

    private void closeFiles() {
        try {
            segments.close();
        } catch (IOException failure) {
            throw new StoreException("Files of the log in " + config.directory() + " can't be closed.", failure);
        }
    }

    /** The log as the confirmer sees it. */
    private final class Disk implements Confirmer.Disk {
        @Override
        public long forceAppended() throws IOException {
            List<LiveSegments.Unforced> round;
            long through;
            appending.lock();
            try {
                round = segments.unforced();
                through = lastSequence;
            } finally {
                appending.unlock();
            }
            for (LiveSegments.Unforced unforced : round) {
                unforced.writer().force(unforced.endBytes());
            }
            if (round.size() > 1) {
                appending.lock();
                try {
                    segments.forced(round);
                } finally {
                    appending.unlock();
                }
            }
            return through;
        }

        @Override
        public void reserveAhead() throws IOException {
            SegmentWriter writer;
            appending.lock();
            try {
                writer = segments.writer();
            } finally {
                appending.unlock();
            }
            writer.reserveAhead(synced);
        }
    }
}
