package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Durability;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads logs by docs/formats/log.md alone: nothing of the log's own code reads here. */
class LogFormatTest {
    private static final String GOLDEN = "/dev/larder/core/journal/version-1.log";
    private static final List<String> GOLDEN_FRAMES = List.of("1 a", "2 mark 1", "3 bb", "4 closing mark 3");

    @TempDir
    Path directory;

    @Test
    void goldenFile_readByTheDocument_hasItsFrames() throws IOException {
        assertThat(read(golden(), 1)).isEqualTo(GOLDEN_FRAMES);
    }

    @Test
    void goldenFile_opened_hasItsRecords() throws IOException {
        Files.write(directory.resolve("log-0000000000000000001"), golden());
        Logs.Notes notes = new Logs.Notes();

        Journal.open(Logs.config(FileSystem.system(), directory), 1, notes).close();

        assertThat(notes.frames).containsExactly("1=a", "3=bb");
    }

    @Test
    void writtenLog_readByTheDocument_hasWhatWasWritten() throws IOException {
        List<String> written = new ArrayList<>();
        try (Journal journal = Journal.open(Logs.config(FileSystem.system(), directory), 1, new Logs.Notes())) {
            for (int i = 0; i < 300; i++) {
                byte[] text = ("record " + i).getBytes(StandardCharsets.UTF_8);
                written.add(journal.append(text, 0, text.length, Durability.NONE) + " record " + i);
                if (i % 10 == 0) {
                    journal.force();
                }
            }
        }
        List<String> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                long expected = frames.size() + 1L;
                assertThat(file.getFileName()).hasToString(String.format(Locale.ROOT, "log-%019d", expected));
                frames.addAll(read(Files.readAllBytes(file), expected));
            }
        }

        assertThat(frames).filteredOn(frame -> !frame.contains("mark")).isEqualTo(written);
        assertThat(frames).last().asString().contains("closing mark");
    }

    /** The frames of a segment, each as its sequence and its text or what a mark says. */
    private static List<String> read(byte[] file, long firstSequence) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(file, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("LARDRLOG");
        assertThat(bytes.getInt(8)).isEqualTo(1);
        assertThat(bytes.getLong(16)).isEqualTo(0x0123_4567_89ab_cdefL);
        assertThat(bytes.getLong(24)).isEqualTo(0xfedc_ba98_7654_3210L);
        assertThat(bytes.getLong(32)).isEqualTo(firstSequence);
        assertThat(bytes.getLong(40)).isLessThan(firstSequence);
        assertThat(bytes.getInt(48)).isEqualTo(checksum(file, 0, 48, new byte[0]));
        byte[] salt = Arrays.copyOfRange(file, 12, 16);
        List<String> frames = new ArrayList<>();
        int at = 4096;
        while (at + 12 <= file.length && bytes.getInt(at) != 0) {
            int word = bytes.getInt(at);
            boolean mark = word == 0x8000000c || word == 0xc000000c;
            int length = mark ? 12 : word;
            byte[] behindPayload = new byte[12];
            System.arraycopy(file, at + 8, behindPayload, 0, 4);
            System.arraycopy(file, at, behindPayload, 4, 4);
            System.arraycopy(salt, 0, behindPayload, 8, 4);
            assertThat(bytes.getInt(at + 4)).isEqualTo(checksum(file, at + 12, length, behindPayload));
            assertThat(bytes.getInt(at + 8)).isEqualTo(frames.size());
            long sequence = firstSequence + frames.size();
            if (mark) {
                assertThat(Arrays.copyOfRange(file, at + 20, at + 24)).isEqualTo(salt);
                frames.add(sequence + (word == 0xc000000c ? " closing mark " : " mark ") + bytes.getLong(at + 12));
            } else {
                frames.add(sequence + " " + new String(file, at + 12, length, StandardCharsets.UTF_8));
            }
            at += 12 + length;
        }
        return frames;
    }

    private static int checksum(byte[] bytes, int offset, int length, byte[] more) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        checksum.update(more);
        return (int) checksum.getValue();
    }

    private static byte[] golden() throws IOException {
        try (InputStream stream = Objects.requireNonNull(LogFormatTest.class.getResourceAsStream(GOLDEN), GOLDEN)) {
            return stream.readAllBytes();
        }
    }
}
