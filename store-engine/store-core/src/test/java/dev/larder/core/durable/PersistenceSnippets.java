package dev.larder.core.durable;

import dev.larder.store.DataDirectory;
import dev.larder.store.DirectoryReport;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.io.PrintStream;
import java.nio.file.Path;

/** What the pages on persistence and on data directories say, as it stands there. */
final class PersistenceSnippets {
    private PersistenceSnippets() {}

    static void start(Path directory) {
        StoreConfig config =
                StoreConfig.builder().disk(DiskConfig.at(directory).build()).build();
        try (Store store = Store.open(config)) {
            Keyspace<String, String> users = store.create(
                    "users",
                    KeyspaceConfig.<String, String>builder()
                            .persistence(Persistence.hybrid())
                            .build());
            String ann = users.get("ann");
            users.put("ann", ann == null ? "Ann Smith" : ann + ", again");
            users.put("bob", "Bob Jones", Durability.SYNC);
        }
    }

    static void repairIfNeeded(Path directory, Path aside, PrintStream log) {
        DirectoryReport found = DataDirectory.at(directory).verify();
        if (!found.damage().isEmpty()) {
            found.damage().forEach(damage -> log.println(damage.message()));
            found.repairGivesUp().forEach(lost -> log.println(lost.message()));
            DataDirectory.at(directory).repair(aside);
        }
    }

    static void backUp(Store store, Path target) {
        store.backup(target);
        if (!DataDirectory.at(target).verify().damage().isEmpty()) {
            throw new IllegalStateException(
                    "The backup in " + target + " is damaged; look after the disk and make another.");
        }
    }
}
