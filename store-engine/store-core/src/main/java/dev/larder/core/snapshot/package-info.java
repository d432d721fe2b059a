/**
 * What of a data directory is replaced as a whole, as bytes alone: snapshots, the manifest, and the lock that keeps others
 * out. Doors: {@link dev.larder.core.snapshot.SnapshotWriter}, {@link dev.larder.core.snapshot.SnapshotReader}, {@link
 * dev.larder.core.snapshot.ManifestFile}, {@link dev.larder.core.snapshot.DirectoryLock}.
 */
@NullMarked
package dev.larder.core.snapshot;

import org.jspecify.annotations.NullMarked;
