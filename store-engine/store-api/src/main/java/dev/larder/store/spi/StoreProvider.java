package dev.larder.store.spi;

import dev.larder.store.CodecConfig;
import dev.larder.store.DataDirectory;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.StoreException;
import dev.larder.store.ValueFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** The engine, found by {@link java.util.ServiceLoader} so that adapters compile against the API alone. */
public interface StoreProvider {
    /** The engine on the class path. */
    static StoreProvider engine() {
        Optional<StoreProvider> engine = ServiceLoader.load(StoreProvider.class, StoreProvider.class.getClassLoader())
                .findFirst();
        if (engine.isEmpty()) {
            throw new StoreException("No Larder engine was found. Add the artifact dev.larder:larder-core of the same"
                    + " version as larder-api to the class path.");
        }
        return engine.get();
    }

    /** Opens a store; see {@link Store#open(StoreConfig)}. */
    Store open(StoreConfig config);

    /** See {@link ValueFormat#of(CodecConfig, ClassLoader)}. */
    ValueFormat valueFormat(CodecConfig config, ClassLoader classLoader);

    /** See {@link DataDirectory#at}. */
    DataDirectory dataDirectory(Path directory);
}
