package dev.larder.lmdb;

import dev.larder.store.spi.tier.TierSettings;
import java.util.List;
import java.util.Map;
import org.lmdbjava.EnvFlags;

/**
 * What a user may set; immutable.
 *
 * @param mapBytes the address space to begin with; it is doubled whenever half of it is used
 * @param maxKeyspaces how many keyspaces there can be
 * @param maxReaders how many reads and open cursors there can be at once
 * @param syncsEachBatch whether each transaction has the disk confirm its data before it is committed
 */
record LmdbSettings(long mapBytes, int maxKeyspaces, int maxReaders, boolean syncsEachBatch) {
    private static final String MAP_SIZE = "map-size";
    private static final String MAX_KEYSPACES = "max-keyspaces";
    private static final String MAX_READERS = "max-readers";
    private static final String SYNC = "sync";

    static LmdbSettings of(Map<String, String> texts) {
        TierSettings settings =
                new TierSettings(LmdbTierProvider.NAME, List.of(MAP_SIZE, MAX_KEYSPACES, MAX_READERS, SYNC), texts);
        return new LmdbSettings(
                settings.bytes(MAP_SIZE, 1L << 30),
                settings.count(MAX_KEYSPACES, 128),
                settings.count(MAX_READERS, 512),
                settings.word(SYNC, List.of("batch", "interval")).equals("batch"));
    }

    /**
     * {@code MDB_NOMETASYNC}: data is confirmed before the page that points to it is written, and that page with the next
     * batch or by {@code whenDurable}; a power failure may take the last batch, and never damages the file.
     *
     * <p>{@code MDB_NOSYNC}: nothing is confirmed but on request; the disk may write the pointing page first, so that a power
     * failure can leave a file that can't be read.
     *
     * <p>{@code MDB_NOTLS}: reads belong to their transaction, not to their thread, so that a cursor may change threads.
     */
    EnvFlags[] flags() {
        return new EnvFlags[] {EnvFlags.MDB_NOTLS, syncsEachBatch ? EnvFlags.MDB_NOMETASYNC : EnvFlags.MDB_NOSYNC};
    }
}
