package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.journal.LogSalvage.Lost;
import dev.larder.core.journal.Logs.Notes;
import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of damaged logs. */
class LogSalvageTest {
    private static final Path DIRECTORY = Path.of("data");
    private static final Path FIRST_FILE = DIRECTORY.resolve("log-0000000000000000001");
    private static final int HEADER_CHECKED_BYTES = 52;
    private static final int CLOSING_MARK_BYTES = 24;

    private FaultyFileSystem disk = new FaultyFileSystem();
    private final List<String> frames = new ArrayList<>();

    private Journal open(long firstSequence, Notes notes) {
        return Journal.open(Logs.config(disk, DIRECTORY), firstSequence, notes);
    }

    /** Writes frames, confirms some of them, and closes the log. */
    private void write(int count, int bytes) throws IOException {
        disk.createDirectories(DIRECTORY);
        try (Journal journal = open(1, new Notes())) {
            for (int i = 0; i < count; i++) {
                String text = i + "x".repeat(bytes);
                frames.add(Logs.append(journal, text) + "=" + text);
                if (i % 2 == 0) {
                    journal.force();
                }
            }
        }
    }

    private byte[] read(Path path) throws IOException {
        try (DataFile file = disk.open(path, false)) {
            byte[] bytes = new byte[(int) file.size()];
            file.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    private void flip(Path path, int at) throws IOException {
        byte[] bytes = read(path);
        bytes[at] ^= 1;
        try (DataFile file = disk.open(path, false)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    /** Puts what is intact in the place of what is damaged. */
    private LogSalvage salvage(long firstSequence, long usedThrough) throws IOException {
        LogSalvage salvage = LogSalvage.of(disk, DIRECTORY, Logs.STORE, firstSequence, usedThrough, true);
        if (salvage.isNeeded()) {
            salvage.write(".repaired");
            for (Path file : salvage.superfluous()) {
                disk.delete(file);
            }
            for (Path file : disk.list(DIRECTORY)) {
                String name = file.getFileName().toString();
                if (name.endsWith(".repaired")) {
                    disk.rename(file, DIRECTORY.resolve(name.replace(".repaired", "")));
                }
            }
        }
        return salvage;
    }

    private List<String> framesFrom(long firstSequence) {
        Notes notes = new Notes();
        open(firstSequence, notes).close();
        return notes.frames;
    }

    @Test
    void salvage_anyByteFlipped_keepsAllButTheFrameOfThatByte() throws IOException {
        write(5, 3);
        FaultyFileSystem whole = disk;
        byte[] intact = read(FIRST_FILE);
        int end = intact.length;
        while (intact[end - 1] == 0) {
            end--;
        }
        for (int at = 0; at < end - CLOSING_MARK_BYTES; at++) {
            if (at >= HEADER_CHECKED_BYTES && at < SegmentHeader.PAGE_BYTES) {
                continue;
            }
            disk = whole.crash(1);
            flip(FIRST_FILE, at);

            LogSalvage salvage = salvage(1, 0);

            String place = "byte " + at;
            assertThat(salvage.isNeeded()).as(place).isTrue();
            List<String> left = framesFrom(salvage.firstSegment());
            assertThat(frames).as(place).containsAll(left);
            int lostCount = at < HEADER_CHECKED_BYTES ? 0 : 1;
            assertThat(salvage.lost()).as(place).hasSize(lostCount);
            // What is lost may be a mark, which nobody sees.
            assertThat(frames.size() - left.size()).as(place).isBetween(0, lostCount);
            assertThat(LogSalvage.of(disk, DIRECTORY, Logs.STORE, 1, 0, true).isNeeded())
                    .as(place)
                    .isFalse();
        }
    }

    @Test
    void salvage_fileMissingInTheMiddle_keepsThoseBehindWithTheirSequences() throws IOException {
        write(200, 100);
        List<Path> files = disk.list(DIRECTORY).stream()
                .filter(file -> SegmentFiles.firstSequenceOf(file) >= 0)
                .toList();
        assertThat(files.size()).isGreaterThan(4);
        disk.delete(files.get(2));

        LogSalvage salvage = salvage(1, 0);

        long firstLost = SegmentFiles.firstSequenceOf(files.get(2));
        long lastLost = SegmentFiles.firstSequenceOf(files.get(3)) - 1;
        assertThat(salvage.lost())
                .singleElement()
                .satisfies(lost -> assertThat(lost.lastSequence()).isEqualTo(lastLost))
                .satisfies(lost -> assertThat(lost.firstSequence()).isEqualTo(firstLost));
        assertThat(framesFrom(1)).isEqualTo(without(firstLost, lastLost));
    }

    @Test
    void salvage_firstFileMissing_beginsWithTheNext() throws IOException {
        write(200, 100);
        List<Path> files = disk.list(DIRECTORY);
        disk.delete(files.get(0));
        disk.delete(files.get(1));

        LogSalvage salvage = salvage(1, 0);

        assertThat(salvage.firstSegment()).isEqualTo(SegmentFiles.firstSequenceOf(files.get(2)));
        assertThat(framesFrom(salvage.firstSegment())).isEqualTo(without(1, salvage.firstSegment() - 1));
    }

    @Test
    void salvage_nothingLeft_goesOnBehindAllThatWasEverUsed() throws IOException {
        disk.createDirectories(DIRECTORY);

        LogSalvage salvage = salvage(17, 40);

        assertThat(salvage.firstSegment()).isEqualTo(41);
        assertThat(salvage.lost()).extracting(Lost::firstSequence).containsExactly(17L);
        try (Journal journal = open(41, new Notes())) {
            assertThat(Logs.append(journal, "new")).isEqualTo(42);
        }
    }

    @Test
    void salvage_damageAndATornTail_endsWhereTheTailBegins() throws IOException {
        disk.createDirectories(DIRECTORY);
        Journal journal = open(1, new Notes());
        Logs.append(journal, "damaged");
        Logs.append(journal, "intact");
        journal.force();
        Logs.append(journal, "before the tail");
        int tornAt = endOf(read(FIRST_FILE)) + 20;
        Logs.append(journal, "torn");
        Logs.append(journal, "behind the tail");
        flip(FIRST_FILE, SegmentHeader.PAGE_BYTES + 14);
        flip(FIRST_FILE, tornAt - 8);

        LogSalvage salvage = salvage(1, 0);

        assertThat(salvage.lost()).hasSize(1);
        assertThat(framesFrom(1)).containsExactly("2=intact", "4=before the tail");
    }

    @Test
    void salvage_headerOfARecycledFileDamaged_bringsNothingBackThatItHadBefore() throws IOException {
        disk.createDirectories(DIRECTORY);
        Journal journal = open(1, new Notes());
        for (int i = 0; i < 200; i++) {
            Logs.append(journal, "old" + "x".repeat(100));
            // So that every file has marks, which tell how its frames are checked.
            journal.force();
        }
        long first = journal.rotate() + 1;
        journal.release(first);
        assertThat(disk.list(DIRECTORY))
                .anyMatch(file -> file.getFileName().toString().startsWith("spare-"));
        Logs.append(journal, "damaged");
        Logs.append(journal, "own");
        journal.force();
        // The next file is one that was used before, and gets no frame of its own.
        Path recycled = SegmentFiles.fileOf(DIRECTORY, journal.rotate() + 1);
        assertThat(read(recycled)).contains((byte) 'x');
        flip(recycled, 3);
        flip(SegmentFiles.fileOf(DIRECTORY, first), SegmentHeader.PAGE_BYTES + 24 + 14);

        LogSalvage salvage = salvage(first, 0);

        assertThat(salvage.lost()).hasSize(1);
        assertThat(framesFrom(first)).allMatch(frame -> frame.endsWith("=own")).hasSize(1);
    }

    private List<String> without(long firstLost, long lastLost) {
        return frames.stream()
                .filter(frame -> {
                    long sequence = Long.parseLong(frame.substring(0, frame.indexOf('=')));
                    return sequence < firstLost || sequence > lastLost;
                })
                .toList();
    }

    private static int endOf(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
