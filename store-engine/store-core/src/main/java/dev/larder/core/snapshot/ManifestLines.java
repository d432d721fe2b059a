package dev.larder.core.snapshot;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A manifest as lines of text and back, without the last one, the checksum. Used once, by one thread. */
final class ManifestLines {
    private static final String VERSION_NAME = "larder-manifest";
    private static final int VERSION = 1;

    private final Path file;
    private final String text;

    /** Where the line that is looked at begins, in characters. */
    private int lineBegin;

    ManifestLines(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The lines, each with its end. */
    static String format(Manifest manifest) {
        StringBuilder lines = new StringBuilder();
        putLine(lines, VERSION_NAME, VERSION);
        putLine(lines, "store", manifest.storeId());
        putLine(lines, "generation", manifest.generation());
        putLine(lines, "first-segment", manifest.firstSegment());
        putLine(lines, "next-keyspace", manifest.nextKeyspaceId());
        putLine(lines, "stopped-cleanly", manifest.stoppedCleanly());
        manifest.properties().forEach((name, value) -> putLine(lines, name, value));
        for (KeyspaceRecord keyspace : manifest.keyspaces()) {
            putLine(lines, "keyspace", keyspace.id());
            putLine(lines, "name", keyspace.name());
            putLine(lines, "mode", keyspace.mode());
            putLine(lines, "key-codec", keyspace.keyCodec());
            SnapshotReference snapshot = keyspace.snapshot();
            if (snapshot != null) {
                putLine(lines, "snapshot", snapshot.fileName());
                putLine(lines, "snapshot-sequence", snapshot.sequence());
                putLine(lines, "snapshot-bytes", snapshot.bytes());
                putLine(lines, "snapshot-count", snapshot.count());
            }
            keyspace.properties().forEach((name, value) -> putLine(lines, name, value));
        }
        return lines.toString();
    }

    /** Reads the lines, which the checksum has vouched for. */
    Manifest parse() {
        try {
            Map<String, String> store = section();
            requireVersion(store);
            UUID storeId = storeId(take(store, "store"));
            long generation = number(take(store, "generation"), Long.MAX_VALUE);
            long firstSegment = number(take(store, "first-segment"), Long.MAX_VALUE);
            int nextKeyspaceId = (int) number(take(store, "next-keyspace"), Integer.MAX_VALUE);
            boolean stoppedCleanly = truth(take(store, "stopped-cleanly"));
            List<KeyspaceRecord> keyspaces = new ArrayList<>();
            while (lineBegin < text.length()) {
                keyspaces.add(keyspace(section()));
            }
            return new Manifest(storeId, generation, firstSegment, nextKeyspaceId, stoppedCleanly, keyspaces, store);
        } catch (IllegalArgumentException found) {
            int offset = text.substring(0, lineBegin).getBytes(StandardCharsets.UTF_8).length;
            throw Damage.ofManifest(file, offset, "a manifest expected, but %s", String.valueOf(found.getMessage()));
        }
    }

    private static KeyspaceRecord keyspace(Map<String, String> section) {
        return new KeyspaceRecord(
                (int) number(take(section, "keyspace"), Integer.MAX_VALUE),
                take(section, "name"),
                take(section, "mode"),
                take(section, "key-codec"),
                section.containsKey("snapshot") ? snapshot(section) : null,
                section);
    }

    private static SnapshotReference snapshot(Map<String, String> section) {
        return new SnapshotReference(
                take(section, "snapshot"),
                number(take(section, "snapshot-sequence"), Long.MAX_VALUE),
                number(take(section, "snapshot-bytes"), Long.MAX_VALUE),
                number(take(section, "snapshot-count"), Long.MAX_VALUE));
    }

    /** The lines up to the next keyspace's first, or the end. */
    private Map<String, String> section() {
        Map<String, String> values = new LinkedHashMap<>();
        while (lineBegin < text.length()) {
            int lineEnd = text.indexOf('\n', lineBegin);
            int nameEnd = text.indexOf('=', lineBegin);
            if (lineEnd < 0 || nameEnd < 0 || nameEnd > lineEnd) {
                throw new IllegalArgumentException("a line is not name=value");
            }
            String name = text.substring(lineBegin, nameEnd);
            if (name.equals("keyspace") && !values.isEmpty()) {
                break;
            }
            String value = ManifestText.unescape(text.substring(nameEnd + 1, lineEnd));
            if (values.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("\"" + name + "\" is said twice");
            }
            lineBegin = lineEnd + 1;
        }
        return values;
    }

    private void requireVersion(Map<String, String> store) {
        String version = take(store, VERSION_NAME);
        if (!version.equals(String.valueOf(VERSION))) {
            throw Damage.laterRelease(file, version, VERSION);
        }
    }

    private static String take(Map<String, String> section, String name) {
        @Nullable String value = section.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("the line " + name + "= is missing");
        }
        return value;
    }

    private static UUID storeId(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is no store id");
        }
        return id;
    }

    private static long number(String text, long most) {
        long number = Long.parseLong(text);
        if (number < 0 || number > most || !String.valueOf(number).equals(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is no number from 0 to " + most);
        }
        return number;
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        }
        return text.equals("true");
    }

    private static void putLine(StringBuilder lines, String name, Object value) {
        lines.append(name)
                .append('=')
                .append(ManifestText.escape(value.toString()))
                .append('\n');
    }
}
