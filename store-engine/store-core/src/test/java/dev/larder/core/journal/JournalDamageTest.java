package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.core.journal.Logs.Notes;
import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are not as the log left them. */
class JournalDamageTest {
    private static final Path DIRECTORY = Path.of("data");
    private static final Path FIRST_FILE = DIRECTORY.resolve("log-0000000000000000001");

    private FaultyFileSystem disk = new FaultyFileSystem();
    private List<String> frames = new ArrayList<>();

    /** A log that was closed: three frames, each confirmed, and so with marks between. */
    @BeforeEach
    void writeSmallLog() throws IOException {
        disk = new FaultyFileSystem();
        frames = new ArrayList<>();
        disk.createDirectories(DIRECTORY);
        try (Journal journal = open(new Notes())) {
            for (String text : List.of("a", "bb", "ccc")) {
                frames.add(Logs.append(journal, text) + "=" + text);
                journal.force();
            }
        }
    }

    private Journal open(Notes notes) {
        return Journal.open(Logs.config(disk, DIRECTORY), 1, notes);
    }

    private byte[] read(Path path) throws IOException {
        try (DataFile file = disk.open(path, false)) {
            byte[] bytes = new byte[(int) file.size()];
            file.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    private void replace(Path path, byte[] bytes) throws IOException {
        disk.delete(path);
        try (DataFile file = disk.open(path, true)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private static int endOfFrames(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void open_anyByteFlipped_isRefusedOrLosesNothing() throws IOException {
        byte[] intact = read(FIRST_FILE);
        int end = endOfFrames(intact);
        int closingMark = end - 24;
        for (int at = 0; at < end + 64; at = nextPlace(at)) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = intact.clone();
                flipped[at] ^= (byte) (1 << bit);
                replace(FIRST_FILE, flipped);
                Notes notes = new Notes();
                String place = "bit " + bit + " of byte " + at;
                boolean matters = at < 52 || (at >= SegmentHeader.PAGE_BYTES && at < closingMark);
                if (matters) {
                    assertThatThrownBy(() -> open(notes), place)
                            .isInstanceOf(CorruptDataException.class)
                            .hasMessageContaining(FIRST_FILE.toString())
                            .hasMessageContaining("Nothing was changed");
                    assertThat(read(FIRST_FILE)).as(place).isEqualTo(flipped);
                } else {
                    open(notes);
                    assertThat(notes.frames).as(place).isEqualTo(frames);
                }
                disk.list(DIRECTORY).stream()
                        .filter(file -> !file.equals(FIRST_FILE))
                        .forEach(this::delete);
            }
        }
    }

    /** Every byte, but only some of the zeros that fill the header's page. */
    private static int nextPlace(int at) {
        return at > 52 && at + 97 < SegmentHeader.PAGE_BYTES ? at + 97 : at + 1;
    }

    private void delete(Path file) {
        try {
            disk.delete(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void open_cutAtAnyByte_hasTheFramesThatAreWhole() throws IOException {
        byte[] intact = read(FIRST_FILE);
        int end = endOfFrames(intact);
        int before = 0;
        for (int length = SegmentHeader.PAGE_BYTES; length <= end; length++) {
            replace(FIRST_FILE, Arrays.copyOf(intact, length));
            Notes notes = new Notes();
            open(notes);
            assertThat(notes.frames).as("cut at %d", length).isEqualTo(frames.subList(0, notes.frames.size()));
            assertThat(notes.frames.size()).isGreaterThanOrEqualTo(before);
            before = notes.frames.size();
            disk.list(DIRECTORY).stream()
                    .filter(file -> !file.equals(FIRST_FILE))
                    .forEach(this::delete);
        }
        assertThat(before).isEqualTo(3);
    }

    @Test
    void open_segmentMissingInTheMiddle_isRefused() throws IOException {
        try (Journal journal = open(new Notes())) {
            for (int i = 0; i < 200; i++) {
                Logs.append(journal, "x".repeat(100));
                journal.force();
            }
        }
        List<Path> files = disk.list(DIRECTORY);
        assertThat(files.size()).isGreaterThan(2);
        disk.delete(files.get(1));

        assertThatThrownBy(() -> open(new Notes()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("dev.larder.core.tool.DataTool repair");
    }

    @Test
    void open_firstSegmentMissingThoughReleasedBefore_isRefused() {
        assertThatThrownBy(() -> Journal.open(Logs.config(disk, DIRECTORY), 17, new Notes()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("log-0000000000000000017");
    }

    @Test
    void inspect_damagedFrame_tellsWhereItIsAndWhatWasConfirmed() throws IOException {
        byte[] damaged = read(FIRST_FILE);
        damaged[SegmentHeader.PAGE_BYTES + 12] ^= 1;
        replace(FIRST_FILE, damaged);

        LogInspection.SegmentReport report =
                LogInspection.inspect(disk, DIRECTORY).get(0);

        assertThat(report.endOffset()).isEqualTo(SegmentHeader.PAGE_BYTES);
        assertThat(report.records()).isZero();
        assertThat(report.lastSequence()).isZero();
        assertThat(report.markedThrough()).isEqualTo(5);
        assertThat(report.intactBehind()).isEqualTo(endOfFrames(damaged) - SegmentHeader.PAGE_BYTES);
    }

    @Test
    void inspect_closedLog_countsRecordsAndMarks() throws IOException {
        LogInspection.SegmentReport report =
                LogInspection.inspect(disk, DIRECTORY).get(0);

        assertThat(report.records()).isEqualTo(3);
        assertThat(report.marks()).isEqualTo(3);
        assertThat(report.closed()).isTrue();
        assertThat(report.intactBehind()).isZero();
    }
}
