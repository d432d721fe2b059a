package dev.larder.spring.boot;

import dev.larder.store.StoreConfig;

/**
 * A bean that has a say in the settings of the auto-configured store, after the properties. Who sets a {@link
 * StoreConfig.Builder#refreshExecutor refreshExecutor} sees to it that nothing is loaded ahead while the application is
 * stopped; the one that is set does.
 */
@FunctionalInterface
public interface LarderStoreCustomizer {
    /** Changes the settings of a store that is about to be opened. */
    void customize(StoreConfig.Builder config);
}
