package dev.larder.core.keyspace;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.durable.StoredDirectory;
import dev.larder.store.CodecConfig;
import dev.larder.store.DataDirectory;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.FileSystem;
import dev.larder.store.spi.StoreProvider;
import java.nio.file.Path;

/** The door through which {@link java.util.ServiceLoader} finds this engine. */
public final class CoreStoreProvider implements StoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CoreStoreProvider() {}

    @Override
    public Store open(StoreConfig config) {
        return new DefaultStore(config);
    }

    @Override
    public ValueFormat valueFormat(CodecConfig config, ClassLoader classLoader) {
        return EntryCodec.of(config, classLoader);
    }

    @Override
    public DataDirectory dataDirectory(Path directory) {
        return new StoredDirectory(FileSystem.system(), directory);
    }
}
