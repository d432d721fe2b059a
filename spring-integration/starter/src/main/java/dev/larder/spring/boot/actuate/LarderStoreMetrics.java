package dev.larder.spring.boot.actuate;

import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of a store.
 *
 * @param store the store
 */
record LarderStoreMetrics(Store store) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("larder.store.memory", store, Store::weightBytes)
                .tag("store", store.config().name())
                .baseUnit(BaseUnits.BYTES)
                .description("The bytes in all keyspaces that weigh their entries")
                .register(registry);
        if (store.config().maxMemoryBytes() != StoreConfig.UNLIMITED) {
            Gauge.builder("larder.store.memory.max", store, limited -> limited.config()
                            .maxMemoryBytes())
                    .tag("store", store.config().name())
                    .baseUnit(BaseUnits.BYTES)
                    .description("The bytes that all keyspaces may take together")
                    .register(registry);
        }
    }
}
