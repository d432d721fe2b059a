package dev.larder.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecException;
import dev.larder.store.CorruptDataException;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final FileSystem DISK = FileSystem.system();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve(Snapshots.HEADER.fileName());
    }

    @Test
    void finish_someEntries_readBackInOrderWithHeaderAndCount() throws IOException {
        List<String> entries = List.of("a", "", "a longer entry", "x".repeat(200));

        SnapshotSummary summary = Snapshots.write(DISK, file, null, entries);

        assertThat(summary).isEqualTo(new SnapshotSummary(4, Files.size(file)));
        assertThat(Snapshots.read(DISK, file)).isEqualTo(entries);
        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            assertThat(reader.header()).isEqualTo(Snapshots.HEADER);
            assertThat(reader.count()).isEqualTo(4);
            assertThat(reader.bytes()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void finish_noEntries_isASnapshotOfNothing() throws IOException {
        Snapshots.write(DISK, file, new Snapshots.Gzip(), List.of());

        assertThat(Snapshots.read(DISK, file)).isEmpty();
    }

    @Test
    void endEntry_manyEntries_areSpreadOverBlocks() throws IOException {
        List<String> entries = IntStream.range(0, 20_000)
                .mapToObj(i -> "entry " + i + "-".repeat(i % 300))
                .toList();

        Snapshots.write(DISK, file, null, entries);

        assertThat(Snapshots.read(DISK, file)).isEqualTo(entries);
        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            assertThat(reader.blockCount()).isBetween(12, 14);
        }
    }

    @Test
    void endEntry_entriesOfAllSizesAroundABlock_areAllKept() throws IOException {
        Random random = new Random(20);
        List<String> entries = new ArrayList<>();
        int block = SnapshotFormat.BLOCK_BYTES;
        for (int length :
                new int[] {127, 128, 16_383, 16_384, block - 4, block - 3, block - 2, block, block + 1, 5 * block}) {
            entries.add("e".repeat(length));
            entries.add("between" + random.nextInt());
        }

        Snapshots.write(DISK, file, null, entries);

        assertThat(Snapshots.read(DISK, file)).isEqualTo(entries);
    }

    @Test
    void finish_compression_makesTheFileSmaller() throws IOException {
        List<String> entries = IntStream.range(0, 10_000)
                .mapToObj(i -> "repetitive entry " + i)
                .toList();
        long plainBytes = Snapshots.write(DISK, file, null, entries).bytes();

        long compressedBytes =
                Snapshots.write(DISK, file, new Snapshots.Gzip(), entries).bytes();

        assertThat(compressedBytes).isLessThan(plainBytes / 2);
        assertThat(Snapshots.read(DISK, file)).isEqualTo(entries);
    }

    @Test
    void finish_compressionDoesNotHelp_blocksAreStoredAsTheyAre() throws IOException {
        long plainBytes = Snapshots.write(DISK, file, null, List.of("abcdefgh")).bytes();

        assertThat(Snapshots.write(DISK, file, new Snapshots.Gzip(), List.of("abcdefgh"))
                        .bytes())
                .isEqualTo(plainBytes);
        assertThat(Snapshots.read(DISK, file)).containsExactly("abcdefgh");
    }

    @Test
    void readAll_severalThreads_visitsEachEntryOnce() throws IOException {
        List<String> entries =
                IntStream.range(0, 60_000).mapToObj(i -> "an entry " + i).toList();
        Snapshots.write(DISK, file, new Snapshots.Gzip(), entries);
        Queue<String> visited = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);

        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            reader.readAll(
                    threads,
                    4,
                    (array, offset, length) -> visited.add(new String(array, offset, length, StandardCharsets.UTF_8)));
        } finally {
            threads.shutdown();
        }

        assertThat(visited.stream().sorted().toList())
                .isEqualTo(entries.stream().sorted().toList());
    }

    @Test
    void readAll_executorThatRunsNothing_isDoneByTheCaller() throws IOException {
        List<String> entries =
                IntStream.range(0, 40_000).mapToObj(i -> "an entry " + i).toList();
        Snapshots.write(DISK, file, null, entries);
        List<String> visited = new ArrayList<>();

        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            reader.readAll(
                    task -> {
                        throw new RejectedExecutionException();
                    },
                    4,
                    (array, offset, length) -> visited.add(new String(array, offset, length, StandardCharsets.UTF_8)));
        }

        assertThat(visited).isEqualTo(entries);
    }

    @Test
    void readAll_visitorFails_throwsWhatItThrew() throws IOException {
        Snapshots.write(DISK, file, null, List.of("a", "b"));
        IllegalStateException refusal = new IllegalStateException("refused");

        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            assertThatThrownBy(() -> reader.readAll(Runnable::run, 2, (array, offset, length) -> {
                        throw refusal;
                    }))
                    .isSameAs(refusal);
        }
    }

    @Test
    void readBlock_compressionMissing_saysWhichInsteadOfDamage() throws IOException {
        Snapshots.write(DISK, file, new Snapshots.Gzip(), List.of("x".repeat(1_000)));

        try (SnapshotReader reader = SnapshotReader.open(DISK, file, id -> {
            throw new CodecException("add the library of compression " + id);
        })) {
            assertThatThrownBy(() -> reader.readBlock(0, (array, offset, length) -> {}))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("add the library of compression 3");
        }
    }

    @Test
    void copyTo_severalBlocks_isTheSameByteByByte() throws IOException {
        List<String> entries =
                IntStream.range(0, 40_000).mapToObj(i -> "an entry " + i).toList();
        Snapshots.write(DISK, file, new Snapshots.Gzip(), entries);
        Path copy = directory.resolve("copy");

        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            reader.copyTo(DISK, copy);
        }

        assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void copyTo_aBlockIsDamaged_isRefusedAndLeavesNothing() throws IOException {
        Snapshots.write(DISK, file, null, List.of("alice"));
        byte[] damaged = Files.readAllBytes(file);
        damaged[SnapshotFormat.HEADER_BYTES + SnapshotFormat.BLOCK_HEADER_BYTES + 1] ^= 1;
        Files.write(file, damaged);

        try (SnapshotReader reader = SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS)) {
            assertThatThrownBy(() -> reader.copyTo(DISK, directory.resolve("copy")))
                    .isInstanceOf(CorruptDataException.class);
        }

        assertThat(DISK.list(directory)).containsExactly(file);
    }

    @Test
    void open_noSuchFile_isDamage() {
        assertThatThrownBy(() -> SnapshotReader.open(DISK, file, Snapshots.COMPRESSIONS))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void close_notFinished_leavesTheOldSnapshotAndNothingElse() throws IOException {
        Snapshots.write(DISK, file, null, List.of("old"));

        try (SnapshotWriter writer = SnapshotWriter.create(DISK, file, Snapshots.HEADER, null)) {
            Snapshots.put(writer, "new");
        }

        assertThat(Snapshots.read(DISK, file)).containsExactly("old");
        assertThat(DISK.list(directory)).containsExactly(file);
    }

    @Test
    void create_leftOverFromACrash_isBegunAnew() throws IOException {
        Files.writeString(Replacement.temporaryOf(file), "x".repeat(100_000));

        Snapshots.write(DISK, file, null, List.of("new"));

        assertThat(Snapshots.read(DISK, file)).containsExactly("new");
    }

    @Test
    void entry_oneWasNotEnded_isRefused() throws IOException {
        try (SnapshotWriter writer = SnapshotWriter.create(DISK, file, Snapshots.HEADER, null)) {
            writer.entry();

            assertThatIllegalStateException().isThrownBy(writer::entry);
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }
    }
}
