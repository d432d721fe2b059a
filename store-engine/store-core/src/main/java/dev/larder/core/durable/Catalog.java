package dev.larder.core.durable;

import dev.larder.core.snapshot.KeyspaceRecord;
import dev.larder.core.snapshot.Manifest;
import dev.larder.core.snapshot.ManifestFile;
import dev.larder.core.snapshot.SnapshotHeader;
import dev.larder.core.snapshot.SnapshotReference;
import dev.larder.core.snapshot.SnapshotSummary;
import dev.larder.store.CorruptDataException;
import dev.larder.store.Persistence;
import dev.larder.store.spi.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the data directory consists of: the manifest in memory and on disk. Each change is on disk before the method returns,
 * and files that it makes superfluous are deleted only then.
 *
 * <p>Safe from any thread.
 */
final class Catalog {
    private static final long FIRST_SEQUENCE = 1;
    /** The property of a keyspace that names the tier it lives in. */
    static final String TIER = "tier";

    private static final String ROLE = "role";
    private static final String DATA = "data";

    private static final String VERSIONS = "versions-through";
    private static final String COUNT = "count";
    private static final String LOG_PREFIX = "log-";
    private static final String SNAPSHOT_PREFIX = "snapshot-";
    private static final String TEMPORARY_SUFFIX = ".tmp";

    private final FileSystem fileSystem;
    private final Path directory;
    private final boolean isNew;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Manifest manifest;

    private Catalog(FileSystem fileSystem, Path directory, Manifest manifest, boolean isNew) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.manifest = manifest;
        this.isNew = isNew;
    }

    /**
     * Reads the manifest, or makes one for a directory that has no data. Changes nothing on disk.
     *
     * @throws CorruptDataException if it is damaged, or missing beside data, or a repair was begun and not ended
     */
    static Catalog open(FileSystem fileSystem, Path directory) throws IOException {
        Manifest found = ManifestFile.read(fileSystem, directory);
        boolean isNew = found == null;
        if (found == null) {
            requireFinished(fileSystem, directory);
            for (Path file : fileSystem.list(directory)) {
                if (nameOf(file).startsWith(LOG_PREFIX) || nameOf(file).startsWith(SNAPSHOT_PREFIX)) {
                    Path missing = directory.resolve(ManifestFile.NAME);
                    throw new CorruptDataException(
                            "Data directory " + directory + " has the file " + nameOf(file) + " but no "
                                    + ManifestFile.NAME + ", which says what belongs together. Nothing was changed."
                                    + " Put it back from where the directory was copied, or restore a backup.",
                            missing,
                            0);
                }
            }
            found = new Manifest(UUID.randomUUID(), 0, FIRST_SEQUENCE, 1, true, List.of(), Map.of());
        }
        PendingRepair.requireNone(found, directory);
        requireLog(fileSystem, directory, found);
        return new Catalog(fileSystem, directory, found, isNew);
    }

    private static void requireFinished(FileSystem fileSystem, Path directory) {
        Path unfinished = directory.resolve(DirectoryCopy.UNFINISHED);
        if (fileSystem.exists(unfinished)) {
            throw new CorruptDataException(
                    "Directory " + directory
                            + " is a backup, or was being restored to, and was never finished. Nothing was"
                            + " changed. Make it again in an empty directory, and delete this one.",
                    unfinished,
                    0);
        }
    }

    /** Whether a store was opened with a manifest, and so has a log: that is begun before the second manifest is written. */
    static boolean hasLog(Manifest manifest) {
        return manifest.generation() > 0;
    }

    /**
     * Looks whether there is a log if there must be one.
     *
     * @throws CorruptDataException if not a file of it is there
     */
    static void requireLog(FileSystem fileSystem, Path directory, Manifest manifest) throws IOException {
        if (hasLog(manifest)
                && fileSystem.list(directory).stream()
                        .noneMatch(file -> nameOf(file).startsWith(LOG_PREFIX))) {
            Path missing = directory.resolve(String.format(Locale.ROOT, LOG_PREFIX + "%019d", manifest.firstSegment()));
            throw new CorruptDataException(
                    "Log file " + missing + " is missing, and so is all of the log. Intact are snapshots. Put the log's"
                            + " files back from a backup, or run 'java -cp ... dev.larder.core.tool.DataTool repair "
                            + directory + "', which begins a new log. Nothing was changed.",
                    missing,
                    0);
        }
    }

    /**
     * Puts the manifest of a new store on disk. To be called before there is any other file: what a crash leaves must never
     * look as if a manifest had been lost.
     */
    void storeBegins() throws IOException {
        if (isNew) {
            ManifestFile.write(fileSystem, directory, manifest);
        }
    }

    /** Notes that the store is open, and deletes what a crash left half-made. */
    void storeOpened() throws IOException {
        update(current -> with(
                current,
                false,
                current.firstSegment(),
                current.stoppedCleanly() ? current.keyspaces() : withoutCounts(current.keyspaces())));
        for (Path file : fileSystem.list(directory)) {
            String name = nameOf(file);
            if (name.endsWith(TEMPORARY_SUFFIX)
                    || name.endsWith(PendingRepair.STAGED_SUFFIX)
                    || name.equals(DirectoryCopy.UNFINISHED)
                    || (name.startsWith(SNAPSHOT_PREFIX) && !isNamed(name))) {
                fileSystem.delete(file);
            }
        }
    }

    /** Notes that the store was closed with everything on disk. */
    void storeClosed() throws IOException {
        update(current -> with(current, true, current.firstSegment(), current.keyspaces()));
    }

    UUID storeId() {
        return manifest.storeId();
    }

    long firstSegment() {
        return manifest.firstSegment();
    }

    long snapshotBytes() {
        return manifest.keyspaces().stream()
                .mapToLong(record ->
                        record.snapshot() == null ? 0 : record.snapshot().bytes())
                .sum();
    }

    /** Looks at a manifest. */
    @FunctionalInterface
    interface Reading {
        long read(Manifest manifest) throws IOException;
    }

    /** Shows the manifest while nothing changes it: every file that it names is there, and stays readable once it is open. */
    long read(Reading reading) throws IOException {
        writing.lock();
        try {
            return reading.read(manifest);
        } finally {
            writing.unlock();
        }
    }

    /** The keyspaces whose changes are in the log, or may be. */
    List<KeyspaceRecord> keyspaces() {
        return manifest.keyspaces();
    }

    KeyspaceRecord record(int id) {
        KeyspaceRecord found = find(id);
        if (found == null) {
            throw new AssertionError("no keyspace " + id);
        }
        return found;
    }

    private @Nullable KeyspaceRecord find(int id) {
        return manifest.keyspaces().stream()
                .filter(record -> record.id() == id)
                .findFirst()
                .orElse(null);
    }

    /** Whether there is a keyspace of that name. */
    boolean isKnown(String name) {
        return find(manifest, name) != null;
    }

    /** The name of the codec of a keyspace's keys; null if there is no keyspace of that name. */
    @Nullable String keyCodecOf(String name) {
        KeyspaceRecord known = find(manifest, name);
        return known == null ? null : known.keyCodec();
    }

    /** Whether there is a keyspace of that name whose entries are data, of which nothing is ever dropped unasked. */
    boolean isData(String name) {
        KeyspaceRecord known = find(manifest, name);
        return known != null && DATA.equals(known.properties().get(ROLE));
    }

    /** Counts the manifests of the store, and so is higher each time it is opened. */
    long generation() {
        return manifest.generation();
    }

    /** The number of the keyspace of that name, which is a new one if there is none. */
    int idOf(String name, Persistence persistence) throws IOException {
        String mode = persistence.mode().name();
        String keyCodec = persistence.codecs().keyCodec();
        Manifest updated = update(current -> {
            KeyspaceRecord known = find(current, name);
            Map<String, String> properties = new TreeMap<>(known == null ? Map.of() : known.properties());
            if (persistence.tier() != null) {
                properties.put(TIER, persistence.tier());
            }
            if (persistence.role() == Persistence.Role.DATA) {
                properties.put(ROLE, DATA);
            } else {
                properties.remove(ROLE);
            }
            if (known != null
                    && known.mode().equals(mode)
                    && known.keyCodec().equals(keyCodec)
                    && known.properties().equals(properties)) {
                return current;
            }
            requireSameKind(name, known, persistence);
            int id = known == null ? current.nextKeyspaceId() : known.id();
            KeyspaceRecord record =
                    new KeyspaceRecord(id, name, mode, keyCodec, known == null ? null : known.snapshot(), properties);
            return new Manifest(
                    current.storeId(),
                    current.generation() + 1,
                    current.firstSegment(),
                    Math.max(current.nextKeyspaceId(), id + 1),
                    current.stoppedCleanly(),
                    replaced(current, record),
                    current.properties());
        });
        KeyspaceRecord record = find(updated, name);
        if (record == null) {
            throw new AssertionError("keyspace '" + name + "' was just added");
        }
        return record.id();
    }

    /** Forgets a keyspace and deletes its snapshot; returns its number, or null if there is none. */
    @Nullable KeyspaceRecord drop(String name) throws IOException {
        KeyspaceRecord known = find(manifest, name);
        if (known == null) {
            return null;
        }
        update(current ->
                with(current, current.stoppedCleanly(), current.firstSegment(), without(current, other -> other.name()
                        .equals(name))));
        if (known.snapshot() != null) {
            fileSystem.delete(directory.resolve(known.snapshot().fileName()));
        }
        return known;
    }

    /** Through which version all are taken that a tier's keyspace gives out. */
    long versionsThrough(int id) {
        return Long.parseLong(record(id).properties().getOrDefault(VERSIONS, "0"));
    }

    /** Takes versions for a tier's keyspace. */
    void reserveVersions(int id, long through) throws IOException {
        setProperty(id, VERSIONS, through);
    }

    /** Notes how many entries a tier's keyspace has when it is given up. */
    void noteCount(int id, long count) throws IOException {
        setProperty(id, COUNT, count);
    }

    /** What was noted when the keyspace was given up last, or an estimate where a crash came after it. */
    long countOf(int id, LongSupplier estimate) {
        String noted = record(id).properties().get(COUNT);
        return noted == null ? estimate.getAsLong() : Long.parseLong(noted);
    }

    /** What was noted before a run that was not closed may be wrong since, also for the run after the next. */
    private static List<KeyspaceRecord> withoutCounts(List<KeyspaceRecord> keyspaces) {
        return keyspaces.stream()
                .map(known -> {
                    Map<String, String> properties = new TreeMap<>(known.properties());
                    properties.remove(COUNT);
                    return new KeyspaceRecord(
                            known.id(), known.name(), known.mode(), known.keyCodec(), known.snapshot(), properties);
                })
                .toList();
    }

    private void setProperty(int id, String property, long value) throws IOException {
        update(current -> {
            KeyspaceRecord known = record(id);
            Map<String, String> properties = new TreeMap<>(known.properties());
            properties.put(property, Long.toString(value));
            KeyspaceRecord reserved =
                    new KeyspaceRecord(id, known.name(), known.mode(), known.keyCodec(), known.snapshot(), properties);
            return with(current, current.stoppedCleanly(), current.firstSegment(), replaced(current, reserved));
        });
    }

    /** Entries are not moved between the store's own files and a tier. */
    private static void requireSameKind(String name, @Nullable KeyspaceRecord known, Persistence persistence) {
        String tierBefore = known == null ? null : known.properties().get(TIER);
        if (known != null && !Objects.equals(tierBefore, persistence.tier())) {
            throw new IllegalArgumentException("Keyspace '" + name + "' is kept "
                    + (tierBefore == null ? "by log and snapshots" : "in tier " + tierBefore)
                    + " in this data directory,"
                    + " and was to be opened "
                    + (persistence.tier() == null ? "by log and snapshots" : "in tier " + persistence.tier())
                    + ". Open it as it was and copy its entries to a keyspace of another name, or drop it first.");
        }
    }

    /**
     * Makes a snapshot, whose file is there, the keyspace's own, and deletes the one before. If the keyspace was dropped while
     * the snapshot was written, that is deleted.
     */
    void snapshotTaken(SnapshotHeader header, SnapshotSummary summary) throws IOException {
        writing.lock();
        try {
            KeyspaceRecord before = find(header.keyspaceId());
            SnapshotReference taken =
                    new SnapshotReference(header.fileName(), header.sequence(), summary.bytes(), summary.count());
            SnapshotReference useless = before == null ? taken : before.snapshot();
            if (before != null) {
                refer(before, taken);
            }
            if (useless != null && (before == null || !useless.fileName().equals(taken.fileName()))) {
                fileSystem.delete(directory.resolve(useless.fileName()));
            }
        } finally {
            writing.unlock();
        }
    }

    /** Notes that a keyspace's snapshot holds all its records up to that one, unless the keyspace was dropped. */
    void snapshotStillHolds(int id, long throughSequence) throws IOException {
        writing.lock();
        try {
            KeyspaceRecord before = find(id);
            SnapshotReference old = before == null ? null : before.snapshot();
            if (before != null && old != null && old.sequence() < throughSequence) {
                refer(before, new SnapshotReference(old.fileName(), throughSequence, old.bytes(), old.count()));
            }
        } finally {
            writing.unlock();
        }
    }

    /** Notes where the log begins; returns whether that is news. */
    boolean logBegins(long firstSegment) throws IOException {
        if (firstSegment <= manifest.firstSegment()) {
            return false;
        }
        update(current -> with(current, current.stoppedCleanly(), firstSegment, current.keyspaces()));
        return true;
    }

    private void refer(KeyspaceRecord keyspace, SnapshotReference snapshot) throws IOException {
        update(current -> with(
                current,
                current.stoppedCleanly(),
                current.firstSegment(),
                replaced(current, keyspace.withSnapshot(snapshot))));
    }

    /** A change of the manifest, which may be none. */
    @FunctionalInterface
    private interface Change {
        Manifest apply(Manifest current);
    }

    private Manifest update(Change change) throws IOException {
        writing.lock();
        try {
            Manifest current = manifest;
            Manifest next = change.apply(current);
            if (!next.equals(current)) {
                ManifestFile.write(fileSystem, directory, next);
                manifest = next;
            }
            return next;
        } finally {
            writing.unlock();
        }
    }

    private static Manifest with(
            Manifest current, boolean stoppedCleanly, long firstSegment, List<KeyspaceRecord> keyspaces) {
        return new Manifest(
                current.storeId(),
                current.generation() + 1,
                firstSegment,
                current.nextKeyspaceId(),
                stoppedCleanly,
                keyspaces,
                current.properties());
    }

    private static @Nullable KeyspaceRecord find(Manifest manifest, String name) {
        return manifest.keyspaces().stream()
                .filter(record -> record.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<KeyspaceRecord> replaced(Manifest current, KeyspaceRecord record) {
        List<KeyspaceRecord> keyspaces = without(current, other -> other.id() == record.id());
        keyspaces.add(record);
        return keyspaces;
    }

    private static List<KeyspaceRecord> without(Manifest current, Predicate<KeyspaceRecord> left) {
        return new ArrayList<>(
                current.keyspaces().stream().filter(left.negate()).toList());
    }

    private boolean isNamed(String fileName) {
        return manifest.keyspaces().stream()
                .anyMatch(record -> record.snapshot() != null
                        && record.snapshot().fileName().equals(fileName));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
