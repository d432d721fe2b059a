package dev.larder.spring.boot.actuate;

import dev.larder.store.DiskStatus;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

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
        if (store.config().disk() != null) {
            bindDisk(registry);
        }
    }

    private void bindDisk(MeterRegistry registry) {
        gauge("larder.store.log", DiskStatus::logBytes)
                .baseUnit(BaseUnits.BYTES)
                .description("The length of the log on disk")
                .register(registry);
        gauge("larder.store.snapshots", DiskStatus::snapshotBytes)
                .baseUnit(BaseUnits.BYTES)
                .description("The length of all snapshots on disk")
                .register(registry);
        gauge("larder.store.unconfirmed", disk -> disk.lastSequence() - disk.durableSequence())
                .description("The records of the log that the disk has not confirmed yet")
                .register(registry);
        gauge("larder.store.failed", disk -> disk.failure() == null ? 0 : 1)
                .description("1 if the disk failed and writes are refused, else 0")
                .register(registry);
    }

    private Gauge.Builder<Store> gauge(String name, ToDoubleFunction<DiskStatus> figure) {
        return Gauge.builder(name, store, asked -> {
                    DiskStatus disk = asked.isClosed() ? null : asked.disk();
                    return disk == null ? Double.NaN : figure.applyAsDouble(disk);
                })
                .tag("store", store.config().name());
    }
}
