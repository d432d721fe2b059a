package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each flipped byte and each cut of a file is told as damage, and nothing that was not written is handed out. */
class DamageTest {
    private static final Path DIRECTORY = Path.of("data");
    private static final Path SNAPSHOT = DIRECTORY.resolve("snapshot-7-4711");
    private static final Path MANIFEST = DIRECTORY.resolve(ManifestFile.NAME);

    /** A snapshot to damage. */
    private record Sample(String name, @Nullable Compression compression, List<String> entries, boolean exhaustive) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample("empty", null, List.of(), true),
                new Sample("plain", null, List.of("a", "", "entry", "x".repeat(130)), true),
                new Sample("compressed", new Snapshots.Gzip(), List.of("a".repeat(200), "b".repeat(200)), true),
                // Two full blocks and the begin of a third, which compress to little.
                new Sample(
                        "several blocks",
                        new Snapshots.Gzip(),
                        List.of("a".repeat(200_000), "b".repeat(60_000), "c".repeat(300_000), "d".repeat(1_000)),
                        false));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void read_anyByteChanged_isDamage(Sample sample) throws IOException {
        byte[] whole = snapshot(sample);
        Random random = new Random(30);
        for (int offset = 0; offset < whole.length; offset++) {
            int first = sample.exhaustive() ? 1 : 1 + random.nextInt(255);
            for (int change = first; change <= (sample.exhaustive() ? 255 : first); change++) {
                byte[] damaged = whole.clone();
                damaged[offset] ^= (byte) change;
                assertDamage(damaged, sample, "byte " + offset + " changed by " + change);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void read_cutAnywhere_isDamage(Sample sample) throws IOException {
        byte[] whole = snapshot(sample);
        for (int length = 0; length < whole.length; length++) {
            assertDamage(Arrays.copyOf(whole, length), sample, "cut to " + length);
        }
        assertDamage(Arrays.copyOf(whole, whole.length + 1), sample, "a byte added");
    }

    @Test
    void readBlock_aBlockBehindIsDamaged_isReadWithItsOffsetTold() throws IOException {
        Sample sample = samples().toList().get(3);
        PowerFailingDisk disk = new PowerFailingDisk();
        byte[] damaged = snapshot(sample);
        damaged[SnapshotFormat.HEADER_BYTES] ^= 1;
        disk.put(SNAPSHOT, damaged);

        try (SnapshotReader reader = SnapshotReader.open(disk, SNAPSHOT, Snapshots.COMPRESSIONS)) {
            assertThat(reader.readBlock(1, (array, offset, length) -> {})).isEqualTo(1);
            assertThatThrownBy(() -> reader.readBlock(0, (array, offset, length) -> fail("an entry was handed out")))
                    .isInstanceOfSatisfying(CorruptDataException.class, damage -> {
                        assertThat(damage.file()).isEqualTo(SNAPSHOT);
                        assertThat(damage.offset()).isEqualTo(SnapshotFormat.HEADER_BYTES);
                    });
        }
    }

    @Test
    void open_indexDamaged_isToldBeforeAnyBlockIsRead() throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        byte[] damaged = snapshot(samples().toList().get(3));
        damaged[damaged.length - SnapshotFormat.FOOTER_BYTES - 1] ^= 1;
        disk.put(SNAPSHOT, damaged);

        assertThatThrownBy(() -> SnapshotReader.open(disk, SNAPSHOT, Snapshots.COMPRESSIONS))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("checksum");
    }

    /** What no disk makes of a block and a mistake of a writer might: the checksum holds, and the block does not. */
    @ParameterizedTest
    @CsvSource({
        "4, 1", // the number
        "8, 10", // stored length
        "12, 12", // raw length
        "12, -1", "16, 0", // entries
        "16, 2", "16, 4", "16, -1", "24, 127", // the first entry's length, and what follows
        "24, -1"
    })
    void readBlock_checksumHoldsAndBlockDoesNot_isDamage(int offsetInBlock, int value) throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        byte[] bytes = snapshot(new Sample("small", null, List.of("alice", "", "bob"), true));
        int block = SnapshotFormat.HEADER_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(block + offsetInBlock, value);
        buffer.putInt(block, SnapshotFormat.checksum(bytes, block + 4, SnapshotFormat.BLOCK_HEADER_BYTES - 4 + 11));
        disk.put(SNAPSHOT, bytes);

        try (SnapshotReader reader = SnapshotReader.open(disk, SNAPSHOT, Snapshots.COMPRESSIONS)) {
            assertThatThrownBy(() -> reader.readBlock(0, (array, offset, length) -> fail("an entry was handed out")))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void readBlock_compressedBlockClaimsToBecomeHuge_isRefusedBeforeItHasRoom() throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        byte[] bytes = snapshot(samples().toList().get(2));
        int block = SnapshotFormat.HEADER_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(block + 12, SnapshotFormat.BLOCK_BYTES + 1);
        int checkedBytes = SnapshotFormat.BLOCK_HEADER_BYTES - 4 + buffer.getInt(block + 8);
        buffer.putInt(block, SnapshotFormat.checksum(bytes, block + 4, checkedBytes));
        disk.put(SNAPSHOT, bytes);

        try (SnapshotReader reader = SnapshotReader.open(disk, SNAPSHOT, id -> fail("its bytes were looked at"))) {
            assertThatThrownBy(() -> reader.readBlock(0, (array, offset, length) -> {}))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void read_anyByteOfAManifestChanged_isDamage() throws IOException {
        byte[] whole = manifest();
        for (int offset = 0; offset < whole.length; offset++) {
            for (int change = 1; change <= 255; change++) {
                byte[] damaged = whole.clone();
                damaged[offset] ^= (byte) change;
                assertManifestDamage(damaged, "byte " + offset + " changed by " + change);
            }
        }
    }

    @Test
    void read_manifestCutAnywhere_isDamage() throws IOException {
        byte[] whole = manifest();
        for (int length = 0; length < whole.length; length++) {
            assertManifestDamage(Arrays.copyOf(whole, length), "cut to " + length);
        }
        assertManifestDamage(Arrays.copyOf(whole, whole.length + 1), "a byte added");
    }

    private static void assertDamage(byte[] bytes, Sample sample, String what) throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        disk.put(SNAPSHOT, bytes);
        try (SnapshotReader reader = SnapshotReader.open(disk, SNAPSHOT, Snapshots.COMPRESSIONS)) {
            for (int block = 0; block < reader.blockCount(); block++) {
                reader.readBlock(block, (array, offset, length) -> {
                    String entry = new String(array, offset, length, StandardCharsets.UTF_8);
                    if (!sample.entries().contains(entry)) {
                        fail("%s: an entry was handed out that was never written", what);
                    }
                });
            }
            fail("%s: no damage was told", what);
        } catch (CorruptDataException expected) {
            assertPlace(expected, SNAPSHOT, bytes.length, what);
        }
    }

    private static void assertManifestDamage(byte[] bytes, String what) throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        disk.put(MANIFEST, bytes);
        try {
            ManifestFile.read(disk, DIRECTORY);
            fail("%s: no damage was told", what);
        } catch (CorruptDataException expected) {
            assertPlace(expected, MANIFEST, bytes.length, what);
        }
    }

    private static void assertPlace(CorruptDataException damage, Path file, int fileBytes, String what) {
        if (!damage.file().equals(file) || damage.offset() < 0 || damage.offset() > fileBytes) {
            fail("%s: damage was told at byte %d of %s", what, damage.offset(), damage.file());
        }
    }

    private static byte[] snapshot(Sample sample) throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        Snapshots.write(disk, SNAPSHOT, sample.compression(), sample.entries());
        return disk.bytes(SNAPSHOT);
    }

    private static byte[] manifest() throws IOException {
        PowerFailingDisk disk = new PowerFailingDisk();
        SnapshotReference snapshot = new SnapshotReference("snapshot-0-5", 5, 100, 7);
        KeyspaceRecord keyspace = new KeyspaceRecord(0, "users\n", "HYBRID", "text", snapshot, Map.of("schema", "5"));
        ManifestFile.write(
                disk, DIRECTORY, new Manifest(Snapshots.STORE_ID, 1, 1, 1, false, List.of(keyspace), Map.of("p", "é")));
        return disk.bytes(MANIFEST);
    }
}
