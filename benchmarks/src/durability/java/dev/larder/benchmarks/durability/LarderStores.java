package dev.larder.benchmarks.durability;

import dev.larder.core.journal.Journal;
import dev.larder.core.journal.JournalConfig;
import dev.larder.store.Capacity;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.FileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/** Stores, keyspaces and logs, all with the settings they have by default but for those that are measured. */
final class LarderStores {
    private static final int SEGMENT_BYTES = 64 << 20;

    private LarderStores() {}

    /** A store with a data directory. */
    static Store open(Path directory, Durability durability) {
        return open(DiskConfig.at(directory).durability(durability).build());
    }

    static Store open(DiskConfig disk) {
        return Store.open(StoreConfig.builder().disk(disk).build());
    }

    /** A keyspace without a bound, of which is on disk what the mode says. */
    static Keyspace<String, String> keyspace(Store store, Persistence.Mode mode) {
        return keyspace(store, Persistence.builder(mode).build(), Capacity.unbounded());
    }

    static Keyspace<String, String> keyspace(Store store, Persistence persistence, Capacity capacity) {
        return store.create(
                "entries",
                KeyspaceConfig.<String, String>builder()
                        .capacity(capacity)
                        .persistence(persistence)
                        .build());
    }

    /** A log by itself, without a store. */
    static Journal log(Path directory) {
        return Journal.open(
                new JournalConfig(
                        FileSystem.system(),
                        directory,
                        new UUID(1, 2),
                        SEGMENT_BYTES,
                        Duration.ofSeconds(1),
                        LarderStores::daemon,
                        true,
                        new Random()),
                1,
                (block, sequence, bytes, offset, length) -> {});
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "log");
        thread.setDaemon(true);
        return thread;
    }
}
