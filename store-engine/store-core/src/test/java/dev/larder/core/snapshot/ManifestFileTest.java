package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CorruptDataException;
import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {
    private static final FileSystem DISK = FileSystem.system();
    private static final UUID STORE_ID = Snapshots.STORE_ID;

    @TempDir
    Path directory;

    @Test
    void read_noManifest_isNull() throws IOException {
        assertThat(ManifestFile.read(DISK, directory)).isNull();
    }

    @Test
    void write_severalKeyspaces_readsBackTheSame() throws IOException {
        Manifest manifest = new Manifest(
                STORE_ID,
                3,
                4096,
                12,
                true,
                List.of(
                        keyspace(0, "users", new SnapshotReference("snapshot-0-4711", 4711, 123_456, 99)),
                        keyspace(11, "orders", null)),
                Map.of("stopped-at", "2026-11-22T02:00:00Z"));

        ManifestFile.write(DISK, directory, manifest);

        assertThat(ManifestFile.read(DISK, directory)).isEqualTo(manifest);
        assertThat(DISK.list(directory)).containsExactly(directory.resolve("MANIFEST"));
    }

    @Test
    void write_anotherManifest_replacesTheFirst() throws IOException {
        ManifestFile.write(DISK, directory, empty(1));

        ManifestFile.write(DISK, directory, empty(2));

        assertThat(ManifestFile.read(DISK, directory)).isEqualTo(empty(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b=c",
                "two\nlines\r\n",
                "back\\slash \\u0041",
                "\u0000\u001f\u0085\u2028",
                "Größe 東京 \uD83D\uDE00",
                "half \uD83D",
                "\uDE00 half",
                "nice\uDE00\uD83Dtry"
            })
    void write_anyName_readsBackTheSame(String name) throws IOException {
        Manifest manifest = new Manifest(STORE_ID, 1, 1, 1, false, List.of(keyspace(0, name, null)), Map.of("p", name));

        ManifestFile.write(DISK, directory, manifest);

        assertThat(ManifestFile.read(DISK, directory)).isEqualTo(manifest);
    }

    @Test
    void write_propertiesOfALaterRelease_areKept() throws IOException {
        writeText("""
                larder-manifest=1
                store=00112233-4455-6677-8899-aabbccddeeff
                generation=1
                first-segment=1
                next-keyspace=1
                stopped-cleanly=false
                replica-of=elsewhere
                keyspace=0
                name=users
                mode=HYBRID
                key-codec=text
                schema=5
                """);
        Manifest read = ManifestFile.read(DISK, directory);

        ManifestFile.write(DISK, directory, read);

        assertThat(ManifestFile.read(DISK, directory)).isEqualTo(read);
        assertThat(read.properties()).containsExactly(Map.entry("replica-of", "elsewhere"));
        assertThat(read.keyspaces().get(0).properties()).containsExactly(Map.entry("schema", "5"));
    }

    @Test
    void read_laterFormat_saysThatALaterReleaseIsNeeded() throws IOException {
        writeText("larder-manifest=2\nstore=here\n");

        assertThatThrownBy(() -> ManifestFile.read(DISK, directory))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(CorruptDataException.class)
                .hasMessageContaining("format version 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next-keyspace=1|next-keyspace=-1",
                "next-keyspace=1|next-keyspace=01",
                "next-keyspace=1|next-keyspace=0",
                "next-keyspace=1|next-keyspace=2147483648",
                "next-keyspace=1|next-keyspace=1\\u0031",
                "stopped-cleanly=false|stopped-cleanly=no",
                "generation=1|generation=1\ngeneration=2",
                "generation=1|generation",
                "generation=1\n|",
                "00112233|112233",
                "mode=HYBRID\n|",
                "keyspace=0|keyspace=0\nkeyspace=0",
                "snapshot=snapshot-0-5|snapshot=../../etc/passwd",
                "snapshot=snapshot-0-5\n|",
                "name=users|name=us\\ers",
                "name=users|NAME=users",
                "snapshot-count=7\n|snapshot-count=7"
            })
    void read_checksumHoldsAndTextDoesNot_isDamage(String change) throws IOException {
        String text = """
                larder-manifest=1
                store=00112233-4455-6677-8899-aabbccddeeff
                generation=1
                first-segment=1
                next-keyspace=1
                stopped-cleanly=false
                keyspace=0
                name=users
                mode=HYBRID
                key-codec=text
                snapshot=snapshot-0-5
                snapshot-sequence=5
                snapshot-bytes=100
                snapshot-count=7
                """;
        writeText(text);
        assertThat(ManifestFile.read(DISK, directory)).isNotNull();
        int bar = change.indexOf('|');
        writeText(text.replace(change.substring(0, bar), change.substring(bar + 1)));

        assertThatThrownBy(() -> ManifestFile.read(DISK, directory))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("MANIFEST is damaged at byte");
    }

    @Test
    void construct_propertyNamedLikeALineOfTheFormat_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(STORE_ID, 1, 1, 1, false, List.of(), Map.of("keyspace", "1")));
    }

    @Test
    void construct_nameTooLong_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyspace(0, "é".repeat(ManifestText.MOST_TEXT_BYTES / 2 + 1), null))
                .withMessageContaining("at most 16384 bytes");
    }

    @Test
    void construct_twoKeyspacesOfOneName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(
                        STORE_ID, 1, 1, 2, false, List.of(keyspace(0, "a", null), keyspace(1, "a", null)), Map.of()));
    }

    private static Manifest empty(long generation) {
        return new Manifest(STORE_ID, generation, 1, 0, false, List.of(), Map.of());
    }

    private static KeyspaceRecord keyspace(int id, String name, SnapshotReference snapshot) {
        return new KeyspaceRecord(id, name, "HYBRID", "text", snapshot, Map.of("opened-at", "now"));
    }

    private void writeText(String text) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(directory.resolve("MANIFEST"), text + String.format("crc32c=%08x\n", crc.getValue()));
    }
}
