package dev.larder.store;

import dev.larder.store.spi.StoreProvider;
import java.nio.file.Path;

/**
 * A data directory as a tool sees it, while no store has it open. A backup ({@link Store#backup}) is one too. The files of
 * tiers are the tiers' own: they are copied and not looked into.
 *
 * <p>Safe for use by any number of threads; what changes files, or relies on none being changed, locks the directory as a
 * store does. All methods throw a {@link StoreException} if the directory has no data or the disk can't be read.
 */
public interface DataDirectory {
    /** The data directory of that path. Nothing is looked at yet. */
    static DataDirectory at(Path directory) {
        return StoreProvider.engine().dataDirectory(directory);
    }

    /**
     * Says what is there: reads the manifest and the log, and of snapshots all but their blocks; those too if there is damage, to
     * tell what a repair would give up. Changes nothing. Of a directory that is open, damage is not told, since files change
     * while they are read.
     */
    DirectoryReport inspect();

    /**
     * Reads every checksum of everything but tiers.
     *
     * @throws DirectoryLockedException if the directory is open
     */
    DirectoryReport verify();

    /**
     * Makes a damaged directory one that can be opened again, with all that is intact:
     *
     * <ul>
     *   <li>of the log every record, also behind damage. What a lost record changed is as it was before, unless a later record
     *       changed it too; what it removed is there again. The keyspaces are then as they never were at one moment.
     *   <li>of a snapshot every block. The entries of a lost block are gone, unless a record behind the snapshot wrote them.
     * </ul>
     *
     * <p>{@link #verify} tells beforehand what would be given up. Nothing is deleted: damaged files, and the manifest as it was,
     * are put aside. Repairing again what is repaired does nothing; a repair that was interrupted is ended by calling it again,
     * and no store opens before. A tail that a crash left unfinished is none of its business: the next open cuts it. A damaged
     * manifest can't be made up from anything.
     *
     * @param aside a directory on the same disk, empty or missing; one that was interrupted goes on with its own
     * @throws DirectoryLockedException if the directory is open
     * @throws CorruptDataException if the manifest is damaged; only a backup helps
     * @throws IllegalArgumentException if {@code aside} has files
     */
    RepairReport repair(Path aside);

    /**
     * Copies everything that counts to a new data directory and checks every checksum but those of tiers. The copy has a
     * manifest, without which no store opens it, only when all of it is on the disk.
     *
     * @param target a directory, empty or missing
     * @throws DirectoryLockedException if this directory is open
     * @throws CorruptDataException if something is damaged; nothing was copied
     * @throws IllegalArgumentException if {@code target} has files
     */
    void restoreTo(Path target);
}
