package dev.larder.core.snapshot;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Snapshots as tests write and read them: entries are texts. */
final class Snapshots {
    static final UUID STORE_ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    static final SnapshotHeader HEADER = new SnapshotHeader(STORE_ID, 7, 4711);
    static final IntFunction<Compression> COMPRESSIONS = id -> {
        if (id != Deflate.ID) {
            throw new CodecException("no compression has the id " + id);
        }
        return new Deflate();
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

    /** The JDK's deflate, with an id that no compression of Larder's has. */
    static final class Deflate implements Compression {
        static final int ID = 15;

        @Override
        public String name() {
            return "deflate";
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
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            deflater.setInput(source, offset, length);
            deflater.finish();
            while (!deflater.finished()) {
                byte[] array = target.reserve(1024);
                target.advance(deflater.deflate(array, target.length(), array.length - target.length()));
            }
            deflater.end();
        }

        @Override
        public void decompress(
                byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
            Inflater inflater = new Inflater();
            inflater.setInput(source, offset, length);
            try {
                int restored = inflater.inflate(target, targetOffset, targetLength);
                if (restored != targetLength || !inflater.finished()) {
                    throw new CodecException("not " + targetLength + " bytes");
                }
            } catch (DataFormatException damaged) {
                throw new CodecException("not deflated", damaged);
            } finally {
                inflater.end();
            }
        }
    }
}
