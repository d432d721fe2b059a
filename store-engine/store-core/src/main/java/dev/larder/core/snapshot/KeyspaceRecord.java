package dev.larder.core.snapshot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of a keyspace; immutable.
 *
 * @param id its number in the store, which no other keyspace ever gets; not negative
 * @param name at most 16,384 bytes of UTF-8, like all text here
 * @param mode the name of its {@link dev.larder.store.Persistence.Mode}
 * @param keyCodec the name of the codec of its keys in the settings
 * @param snapshot null if it has none
 * @param properties what else a release says of it, by a name of lower-case letters, digits, '.' and '-'; kept as it is by
 *     releases that do not know it
 */
public record KeyspaceRecord(
        int id,
        String name,
        String mode,
        String keyCodec,
        @Nullable SnapshotReference snapshot,
        Map<String, String> properties) {

    public KeyspaceRecord {
        if (id < 0) {
            throw new IllegalArgumentException("a keyspace's id can't be negative, found " + id);
        }
        ManifestText.requireShort(name);
        ManifestText.requireShort(mode);
        ManifestText.requireShort(keyCodec);
        properties = ManifestText.requireProperties(properties);
    }

    /** The same keyspace with another snapshot. */
    public KeyspaceRecord withSnapshot(SnapshotReference newSnapshot) {
        return new KeyspaceRecord(id, name, mode, keyCodec, newSnapshot, properties);
    }
}
