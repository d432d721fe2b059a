package dev.larder.core.snapshot;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Snapshots as tests write and read them: entries are texts. */
final class Snapshots {
    static final UUID STORE_ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    static final SnapshotHeader HEADER = new SnapshotHeader(STORE_ID, 7, 4711);
    static final IntFunction<Compression> COMPRESSIONS = id -> {
        if (id != Gzip.ID) {
            throw new CodecException("no compression has the id " + id);
        }
        return new Gzip();
    };

    private Snapshots() {}

    static SnapshotSummary write(
            FileSystem fileSystem, Path file, @Nullable Compression compression, List<String> entries)
            throws IOException {
        try (SnapshotWriter writer = SnapshotWriter.create(fileSystem, file, HEADER, compression)) {
            for (String entry : entries) {
                put(writer, entry);
            }
            return writer.finish();
        }
    }

    static void put(SnapshotWriter writer, String entry) throws IOException {
        writer.entry().putBytes(entry.getBytes(StandardCharsets.UTF_8));
        writer.endEntry();
    }

    /** All entries, in the order in which they were written. */
    static List<String> read(FileSystem fileSystem, Path file) throws IOException {
        try (SnapshotReader reader = SnapshotReader.open(fileSystem, file, COMPRESSIONS)) {
            List<String> entries = new ArrayList<>();
            for (int block = 0; block < reader.blockCount(); block++) {
                reader.readBlock(
                        block,
                        (array, offset, length) ->
                                entries.add(new String(array, offset, length, StandardCharsets.UTF_8)));
            }
            return entries;
        }
    }

    /** One gzip member of RFC 1952, by the JDK's streams. */
    static final class Gzip implements Compression {
        static final int ID = 3;

        @Override
        public String name() {
            return "gzip";
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public String requirement() {
            return "the JDK";
        }

        @Override
        public void compress(byte[] source, int offset, int length, ByteSink target) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(source, offset, length);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
            byte[] member = bytes.toByteArray();
            member[8] = 4; // "fastest", from an unknown system, which is what Larder's own gzip says
            member[9] = (byte) 0xFF;
            target.putBytes(member);
        }

        @Override
        public void decompress(
                byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
            try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(source, offset, length))) {
                if (gzip.readNBytes(target, targetOffset, targetLength) != targetLength || gzip.read() >= 0) {
                    throw new CodecException("not " + targetLength + " bytes");
                }
            } catch (IOException damaged) {
                throw new CodecException("no gzip member", damaged);
            }
        }
    }
}
