package dev.larder.core.snapshot;

import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code MANIFEST} of a data directory: lines of text, the last of which is a checksum of the others
 * (docs/formats/manifest.md). A new one takes the old one's place in one step.
 *
 * <p><b>Threads:</b> reading any number; writing one at a time for a directory.
 */
public final class ManifestFile {
    /** The file's name. */
    public static final String NAME = "MANIFEST";

    /** The names of lines that have a meaning, so that no property can have them. */
    static final Set<String> KNOWN_NAMES = Set.of(
            "larder-manifest",
            "store",
            "generation",
            "first-segment",
            "next-keyspace",
            "stopped-cleanly",
            "keyspace",
            "name",
            "mode",
            "key-codec",
            "snapshot",
            "snapshot-sequence",
            "snapshot-bytes",
            "snapshot-count",
            "crc32c");

    /** Far more than the keyspaces of any store need; what is longer was never a manifest. */
    private static final int MOST_BYTES = 256 << 20;

    /** {@code crc32c=}, eight digits, and the line's end. */
    private static final int CHECKSUM_LINE_BYTES = 16;

    private ManifestFile() {}

    /**
     * Reads the manifest of a data directory.
     *
     * @return null if it has none: nothing was ever stored there
     * @throws dev.larder.store.CorruptDataException if it is damaged
     * @throws dev.larder.store.StoreException if a later release wrote it in a form that this one does not know
     */
    public static @Nullable Manifest read(FileSystem fileSystem, Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!fileSystem.exists(file)) {
            return null;
        }
        byte[] bytes = readBytes(fileSystem, file);
        int textBytes = bytes.length - CHECKSUM_LINE_BYTES;
        if (textBytes < 0) {
            throw Damage.ofManifest(file, bytes.length, "a manifest expected, found %d bytes", bytes.length);
        }
        String expectedLine = checksumLine(bytes, textBytes);
        String foundLine = new String(bytes, textBytes, CHECKSUM_LINE_BYTES, StandardCharsets.ISO_8859_1);
        if (!foundLine.equals(expectedLine)) {
            throw Damage.ofManifest(
                    file,
                    textBytes,
                    "the line %s expected, found %s",
                    expectedLine.strip(),
                    ManifestText.escape(foundLine));
        }
        return new ManifestLines(file, decode(file, bytes, textBytes)).parse();
    }

    /**
     * Replaces the manifest of a data directory. After a failure either manifest may be in place.
     *
     * @param directory must be there
     */
    public static void write(FileSystem fileSystem, Path directory, Manifest manifest) throws IOException {
        byte[] text = ManifestLines.format(manifest).getBytes(StandardCharsets.UTF_8);
        byte[] checksumLine = checksumLine(text, text.length).getBytes(StandardCharsets.US_ASCII);
        try (Replacement file = Replacement.begin(fileSystem, directory.resolve(NAME))) {
            file.append(text, 0, text.length);
            file.append(checksumLine, 0, checksumLine.length);
            file.publish();
        }
    }

    private static byte[] readBytes(FileSystem fileSystem, Path file) throws IOException {
        try (FileSystem.DataFile data = fileSystem.open(file, false)) {
            long size = data.size();
            if (size > MOST_BYTES) {
                throw Damage.ofManifest(
                        file, MOST_BYTES, "a manifest of at most %d bytes expected, found %d", MOST_BYTES, size);
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            int readCount = data.read(buffer, 0);
            if (readCount != size) {
                throw Damage.ofManifest(file, readCount, "%d bytes expected, found %d", size, readCount);
            }
            return buffer.array();
        }
    }

    private static String decode(Path file, byte[] bytes, int count) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw Damage.ofManifest(file, 0, "text in UTF-8 expected, found other bytes");
        }
    }

    private static String checksumLine(byte[] bytes, int count) {
        return String.format(Locale.ROOT, "crc32c=%08x\n", SnapshotFormat.checksum(bytes, 0, count));
    }
}
