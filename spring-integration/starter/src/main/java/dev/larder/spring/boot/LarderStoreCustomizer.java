package dev.larder.spring.boot;

import dev.larder.store.StoreConfig;

/** A bean that has a say in the settings of the auto-configured store, after the properties. */
@FunctionalInterface
public interface LarderStoreCustomizer {
    /** Changes the settings of a store that is about to be opened. */
    void customize(StoreConfig.Builder config);
}
