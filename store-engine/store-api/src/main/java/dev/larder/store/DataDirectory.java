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
     * Says what is there: reads the manifest and the log, and of snapshots all but their blocks. Changes nothing. Of a
     * directory that is open, damage of the log is not told, since it changes while it is read.
     */
    DirectoryReport inspect();

    /**
     * Reads every checksum of everything but tiers.
     *
     * @throws DirectoryLockedException if the directory is open
     */
    DirectoryReport verify();

    /**
     * Makes a damaged log one that can be opened again: keeps all before the damage. Nothing is deleted; the files from the
     * damage on, and the manifest as it was, are put aside. A tail that a crash left unfinished is none of its business: the
     * next open cuts it. A damaged snapshot or manifest can't be made up from anything; it stays as it is, and is told.
     *
     * @param aside a directory on the same disk, empty or missing
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
