package dev.larder.core.snapshot;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a data directory consists of; immutable. What it does not name is left over from a crash.
 *
 * @param storeId the store's, for as long as the directory is there
 * @param generation counts the manifests of the store; not negative
 * @param firstSegment the first sequence of the oldest segment of the log that is still needed; not negative
 * @param nextKeyspaceId the id that the next new keyspace gets, larger than all there ever were
 * @param stoppedCleanly whether the store was closed and not opened since
 * @param keyspaces with ids and names of their own
 * @param properties what else a release says of the store, by a name of lower-case letters, digits, '.' and '-'; kept as it
 *     is by releases that do not know it
 */
public record Manifest(
        UUID storeId,
        long generation,
        long firstSegment,
        int nextKeyspaceId,
        boolean stoppedCleanly,
        List<KeyspaceRecord> keyspaces,
        Map<String, String> properties) {

    public Manifest {
        if (generation < 0 || firstSegment < 0) {
            throw new IllegalArgumentException("a manifest's generation and first segment can't be negative, found "
                    + generation + " and " + firstSegment);
        }
        keyspaces = List.copyOf(keyspaces);
        properties = ManifestText.requireProperties(properties);
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (KeyspaceRecord keyspace : keyspaces) {
            if (!ids.add(keyspace.id()) || !names.add(keyspace.name())) {
                throw new IllegalArgumentException(
                        "two keyspaces have the id " + keyspace.id() + " or the name \"" + keyspace.name() + "\"");
            }
            if (keyspace.id() >= nextKeyspaceId) {
                throw new IllegalArgumentException("keyspace \"" + keyspace.name() + "\" has the id " + keyspace.id()
                        + ", which is not below that of the next keyspace, " + nextKeyspaceId);
            }
        }
    }
}
