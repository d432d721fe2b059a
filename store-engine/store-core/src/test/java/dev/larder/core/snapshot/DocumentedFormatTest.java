package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents of docs/formats are true: readers that were written from them alone read what is written, and what earlier
 * releases wrote is read. The files of earlier releases are kept for good.
 */
class DocumentedFormatTest {
    private static final FileSystem DISK = FileSystem.system();
    private static final List<String> FEW_ENTRIES = List.of("alice", "", "bob");
    private static final List<String> MANY_ENTRIES = IntStream.range(0, 3_000)
            .mapToObj(i -> "entry " + i + " " + "=".repeat(i % 200))
            .toList();
    private static final Manifest MANIFEST = new Manifest(
            Snapshots.STORE_ID,
            3,
            4096,
            12,
            true,
            List.of(
                    new KeyspaceRecord(
                            0,
                            "users",
                            "HYBRID",
                            "text",
                            new SnapshotReference("snapshot-0-4711", 4711, 123_456, 99),
                            Map.of()),
                    new KeyspaceRecord(11, "two\nlines\tof \\ Größe", "LOG", "long", null, Map.of())),
            Map.of("stopped-at", "2026-11-22T02:00:00Z"));

    @TempDir
    Path directory;

    @Test
    void read_plainSnapshotOfVersion1_hasItsEntries() throws IOException {
        assertThat(Snapshots.read(DISK, kept("snapshot-v1-none"))).isEqualTo(FEW_ENTRIES);
    }

    @Test
    void read_compressedSnapshotOfVersion1_hasItsEntries() throws IOException {
        assertThat(Snapshots.read(DISK, kept("snapshot-v1-gzip"))).isEqualTo(MANY_ENTRIES);
    }

    @Test
    void read_manifestOfVersion1_isUnderstood() throws IOException {
        Files.copy(kept("manifest-v1"), directory.resolve(ManifestFile.NAME));

        assertThat(ManifestFile.read(DISK, directory)).isEqualTo(MANIFEST);
    }

    @Test
    void write_plainSnapshot_isTheDocumentsExample() throws IOException {
        Path file = directory.resolve("snapshot");
        Snapshots.write(DISK, file, null, FEW_ENTRIES);

        assertThat(HexFormat.ofDelimiter(" ").formatHex(Files.readAllBytes(file)))
                .isEqualTo(hexOf(exampleOf("snapshot.md")));
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(kept("snapshot-v1-none")));
    }

    @Test
    void write_manifest_isTheDocumentsExample() throws IOException {
        ManifestFile.write(DISK, directory, MANIFEST);

        assertThat(Files.readString(directory.resolve(ManifestFile.NAME))).isEqualTo(exampleOf("manifest.md"));
    }

    @Test
    void write_compressedSnapshot_isReadByTheDocumentAlone() throws IOException {
        Path file = directory.resolve("snapshot");
        Snapshots.write(DISK, file, new Snapshots.Gzip(), MANY_ENTRIES);

        DocumentedSnapshot read = DocumentedSnapshot.read(Files.readAllBytes(file));

        assertThat(read.storeId()).isEqualTo(Snapshots.STORE_ID.toString());
        assertThat(read.sequence()).isEqualTo(4711);
        assertThat(read.keyspaceId()).isEqualTo(7);
        assertThat(read.entries()).isEqualTo(MANY_ENTRIES);
    }

    @Test
    void open_laterFormat_saysThatALaterReleaseIsNeeded() throws IOException {
        byte[] later = Files.readAllBytes(kept("snapshot-v1-none"));
        later[8] = 2;
        int checksum = SnapshotFormat.checksum(later, 0, 44);
        for (int i = 0; i < 4; i++) {
            later[44 + i] = (byte) (checksum >>> (8 * i));
        }
        Path file = Files.write(directory.resolve("snapshot"), later);

        assertThatThrownBy(() -> SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("format version 2");
    }

    /** A copy of a file that a release wrote, since reading opens files for writing too. */
    private Path kept(String name) throws IOException {
        try (InputStream bytes = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
            return Files.write(directory.resolve(name), bytes.readAllBytes());
        }
    }

    /** What stands between the last fence of a document and the one before. */
    private static String exampleOf(String document) throws IOException {
        Path file =
                Path.of(System.getProperty("basedir", ""), "../../docs/formats").resolve(document);
        Matcher fenced = Pattern.compile("```\n(.*?)```\n\\z", Pattern.DOTALL)
                .matcher(Files.readString(file, StandardCharsets.UTF_8));
        assertThat(fenced.find()).as("an example at the end of %s", document).isTrue();
        return fenced.group(1);
    }

    /** The bytes of lines such as {@code 0010  01 02  what they are}. */
    private static String hexOf(String dump) {
        return dump.lines()
                .map(line -> line.replaceAll("^[0-9a-f]{4}  ((?:[0-9a-f]{2} ?)+)( .*)?$", "$1")
                        .strip())
                .reduce((first, second) -> first + " " + second)
                .orElse("");
    }
}
