package dev.larder.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of an open log, oldest first, and those of them whose frames the disk has not all confirmed. The log's append
 * lock guards it.
 */
final class LiveSegments {
    private final List<Segment> segments;

    /** Oldest first; the last is the one that is written. */
    private final List<SegmentWriter> unforced = new ArrayList<>();

    LiveSegments(List<Segment> segments) {
        this.segments = new ArrayList<>(segments);
    }

    /** A segment is written from now on, and was there already. */
    void resume(SegmentWriter writer) {
        unforced.add(writer);
    }

    /** A new segment is written from now on. */
    void begin(SegmentWriter writer) {
        segments.add(writer.segment());
        unforced.add(writer);
    }

    /** The one that is written. */
    SegmentWriter writer() {
        return unforced.get(unforced.size() - 1);
    }

    Segment newest() {
        return segments.get(segments.size() - 1);
    }

    List<Segment> all() {
        return List.copyOf(segments);
    }

    /** The running number that the first block of the next segment has. */
    int blockEnd() {
        return segments.isEmpty() ? 0 : newest().blockEnd();
    }

    long framesBytes() {
        return segments.stream().mapToLong(Segment::framesBytes).sum();
    }

    /** The oldest segment with frames above a sequence; the newest if there is none. */
    Segment firstAbove(long sequence) {
        return segments.stream()
                .filter(segment -> segment.lastSequence() > sequence)
                .findFirst()
                .orElseGet(this::newest);
    }

    /** Takes out the segments before the one that begins with a sequence. */
    List<Segment> removeBefore(long firstSequence) {
        List<Segment> removed = segments.stream()
                .filter(segment -> segment.header().firstSequence() < firstSequence)
                .toList();
        segments.removeAll(removed);
        return removed;
    }

    /** What a round of forcing has to do. */
    List<Unforced> unforced() {
        return unforced.stream()
                .map(writer -> new Unforced(writer, writer.segment().endBytes()))
                .toList();
    }

    /** Closes what was forced to its end, and is not written any more. */
    void forced(List<Unforced> round) throws IOException {
        for (Unforced done : round.subList(0, round.size() - 1)) {
            unforced.remove(done.writer);
            done.writer.close();
        }
    }

    void close() throws IOException {
        for (SegmentWriter writer : unforced) {
            writer.close();
        }
    }

    /** A segment that is to be forced up to an offset in its file. */
    record Unforced(SegmentWriter writer, int endBytes) {}
}
