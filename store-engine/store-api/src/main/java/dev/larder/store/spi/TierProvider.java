package dev.larder.store.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Opens tiers of one kind; found by {@link java.util.ServiceLoader}. */
public interface TierProvider {
    /** The name by which settings know it. */
    String name();

    /**
     * Checks settings without opening anything.
     *
     * @param settings the provider's own, by name
     * @throws IllegalArgumentException if one is not known, which names those that are, or has a wrong value
     */
    void checkSettings(Map<String, String> settings);

    /**
     * Opens all tiers of a store.
     *
     * @param directory where their data is; made if it is not there
     * @param settings as for {@link #checkSettings}
     * @param syncInterval how often changes that nobody waits for are made durable
     * @throws dev.larder.store.DirectoryLockedException if somebody has the directory open
     */
    TierStore open(Path directory, Map<String, String> settings, Duration syncInterval);

    /** The tiers of a store. Safe for use by any number of threads. */
    interface TierStore extends AutoCloseable {
        /** The keyspaces that have a tier. */
        Set<String> keyspaces();

        /** The keyspace's tier, made if there is none; the same object until it is dropped. */
        Tier tier(String keyspace);

        /** Deletes the keyspace's tier with all it holds, if there is one. */
        void drop(String keyspace);

        /**
         * Copies all tiers as they are now into a new directory, while they are used. {@link TierProvider#open} opens the copy.
         *
         * @throws IllegalArgumentException if the directory is there already
         */
        void backup(Path target);

        /**
         * Makes everything durable and closes all tiers, with their cursors; nothing the second time.
         *
         * @throws dev.larder.store.StorageFailedException if the disk did not confirm all; the tiers are closed all the same
         */
        @Override
        void close();
    }
}
