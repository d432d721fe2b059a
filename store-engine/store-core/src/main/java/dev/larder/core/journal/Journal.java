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
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
    private final Appender appender;
    private final Confirmer confirmer;
    private final RecoveryReport recovery;

    /** Read-held while segments are read; write-held while files are taken away. */
    private final ReentrantReadWriteLock reading = new ReentrantReadWriteLock();

    private Journal(
            JournalConfig config,
            SegmentFiles files,
            Appender appender,
            long durableSequence,
            RecoveryReport recovery) {
        this.config = config;
        this.files = files;
        this.appender = appender;
        this.recovery = recovery;
        this.confirmer =
                new Confirmer(appender, durableSequence, config.syncInterval(), config.threads(), config.timed());
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
            Appender appender = Appender.after(recovered, config, files);
            Journal opened = new Journal(config, files, appender, recovered.durableSequence(), report);
            opened.confirmer.start();
            return opened;
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
        requireSize(length);
        CRC32C checksum = new CRC32C();
        checksum.update(payload, offset, length);
        confirmer.requireUnfailed();
        long sequence = appender.append(checksum, payload, offset, length, confirmer.durableSequence());
        if (appender.wantsRoom()) {
            confirmer.askForRoom();
        }
        if (durability != Durability.NONE) {
            confirmer.beginInterval();
        }
        return sequence;
    }

    /**
     * Checks that a frame is not too large.
     *
     * @param length of the payload in bytes
     * @throws EntryTooLargeException if it is larger than 1 GiB
     */
    public void requireSize(int length) {
        if (length > FrameFormat.MOST_PAYLOAD_BYTES) {
            throw new EntryTooLargeException(String.format(
                    Locale.ROOT,
                    "A change of %d bytes is too large for the log, which takes less than 1 GiB at once. Store it in"
                            + " smaller parts.",
                    length));
        }
    }

    /** The sequence of the last frame; one less than the first sequence of an empty log. */
    public long lastSequence() {
        return appender.lastSequence();
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
        appender.noteSynced();
        confirmer.await(sequence);
    }

    /**
     * A future that is completed when {@link #awaitDurable} would return, and fails with what it would throw. What hangs on
     * it runs on a thread of the log's, in the order of the calls; it must not block for long.
     */
    public CompletableFuture<@Nullable Void> whenDurable(long sequence) {
        requireAppended(sequence);
        appender.noteSynced();
        return confirmer.when(sequence);
    }

    private void requireAppended(long sequence) {
        if (sequence > appender.lastSequence()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Sequence %d can't be waited for: the last frame of the log is %d.",
                    sequence,
                    appender.lastSequence()));
        }
    }

    /**
     * Has the disk confirm all that was appended so far.
     *
     * @throws StorageFailedException if the disk failed to
     */
    public void force() {
        confirmer.await(appender.lastSequence());
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
            BlockReplay.run(files.fileSystem(), appender.extents(), blocks, visitor);
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
        blocks.set(0, appender.blockEnd());
        return blocks;
    }

    /** Says where a copy of the log begins. */
    @FunctionalInterface
    public interface CopyBegin {
        /** The first sequence of the oldest segment that is copied. */
        long firstSegment() throws IOException;
    }

    /**
     * Copies all frames that were appended before the call, as the log of another directory, which ends like one that was
     * closed. While it runs, no segment is released, and others append.
     *
     * @param begin asked once nothing is released any more: the first sequence of the oldest segment to copy
     * @return the last sequence of the copy
     * @throws CorruptDataException if a frame is not valid any more
     */
    public long copyTo(Path target, CopyBegin begin) throws IOException {
        reading.readLock().lock();
        try {
            long firstSequence = begin.firstSegment();
            List<LogCopy.Part> parts = appender.extents().stream()
                    .filter(extent -> extent.segment().header().firstSequence() >= firstSequence)
                    .map(extent -> new LogCopy.Part(extent.segment().file(), extent.endBytes()))
                    .toList();
            return LogCopy.copy(files.fileSystem(), parts, target);
        } finally {
            reading.readLock().unlock();
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
        confirmer.requireUnfailed();
        return appender.rotate(confirmer.durableSequence());
    }

    /**
     * The first sequence of the oldest segment that is needed if all up to a sequence is in snapshots. The disk has
     * confirmed that segment's file, so a manifest may name it.
     */
    public long firstSegmentFor(long throughSequence) {
        long firstSequence = appender.firstSegmentAbove(throughSequence);
        // A segment without frames was confirmed when the log was opened.
        confirmer.await(Math.min(firstSequence, appender.lastSequence()));
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
            for (Segment segment : appender.removeBefore(firstSegmentSequence)) {
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

    /** How much the frames in the live segments are, bytes. */
    public long sizeBytes() {
        return appender.framesBytes();
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
        if (!appender.close()) {
            return;
        }
        try {
            force();
            appender.writeClosingMark(appender.lastSequence());
            force();
        } finally {
            confirmer.close();
            closeFiles();
        }
    }

    private void closeFiles() {
        try {
            appender.closeFiles();
        } catch (IOException failure) {
            throw new StoreException("Files of the log in " + config.directory() + " can't be closed.", failure);
        }
    }
}
