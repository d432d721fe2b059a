package dev.larder.store.spi;

import dev.larder.store.Store;
import dev.larder.store.StoreConfig;

/** The engine, found by {@link java.util.ServiceLoader} so that adapters compile against the API alone. */
public interface StoreProvider {
    /** Opens a store; see {@link Store#open(StoreConfig)}. */
    Store open(StoreConfig config);
}
