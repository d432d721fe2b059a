package dev.larder.core.keyspace;

import dev.larder.store.DiskConfig;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.keyspace.KeyspaceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a keyspace whose changes are recorded in a log. */
class LoggedKeyspaceTest extends KeyspaceContract {
    @TempDir
    Path directory;

    @Override
    protected Store open(StoreConfig config) {
        return Store.open(StoreConfig.builder()
                .clock(config.clock())
                .seed(42)
                .disk(DiskConfig.at(directory).segmentBytes(1 << 20).build())
                .build());
    }

    @Override
    protected KeyspaceConfig.Builder<String, String> configure(KeyspaceConfig.Builder<String, String> builder) {
        return builder.persistence(Persistence.hybrid());
    }
}
