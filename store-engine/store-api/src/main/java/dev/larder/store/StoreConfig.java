package dev.larder.store;

import static dev.larder.store.Arguments.requireArgument;

import dev.larder.store.spi.StoreClock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a store; immutable.
 *
 * @param name names the store in messages and thread names
 * @param clock the store's time
 * @param maxMemoryBytes how many bytes all keyspaces may hold together, or {@link #UNLIMITED}
 * @param highWaterMark the part of {@code maxMemoryBytes} above which writers start to evict; above 0, at most 1
 * @param evictionBatch how many entries whoever makes room names at once, at least 1: more are cheaper for each, fewer hold up
 *     the writer less and keep the limits more closely
 * @param executor runs the asynchronous form, and loads ahead unless those have their own; null for the store's own threads
 * @param refreshExecutor runs the loads that reads of ageing entries begin, for which nobody waits; null for {@code
 *     executor}
 * @param seed of every random choice, so that a run can be repeated; null for a different one each time
 * @param classLoader finds policies that plug-ins bring, and the classes of values; the context class loader of the store's
 *     own threads
 * @param disk where and how keyspaces are kept on disk that say so; null for a store without a disk
 */
public record StoreConfig(
        String name,
        StoreClock clock,
        long maxMemoryBytes,
        double highWaterMark,
        int evictionBatch,
        @Nullable Executor executor,
        @Nullable Executor refreshExecutor,
        @Nullable Long seed,
        ClassLoader classLoader,
        @Nullable DiskConfig disk) {
    /** How many entries are evicted at once where nothing else is said. */
    public static final int DEFAULT_EVICTION_BATCH = 16;

    /** No limit on the memory of all keyspaces together. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    public StoreConfig {
        requireArgument(
                maxMemoryBytes > 0,
                "maxMemory must be at least one byte, found %d; leave it out for no limit",
                maxMemoryBytes);
        requireArgument(
                highWaterMark > 0 && highWaterMark <= 1,
                "the high-water mark must be above 0 and at most 1 (a part of maxMemory), found %s",
                highWaterMark);
        requireArgument(evictionBatch >= 1, "the eviction batch must be at least one entry, found %d", evictionBatch);
    }

    /** A store on the system's clock without a limit of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /** A generator for one user of randomness, seeded from {@link #seed} if there is one. */
    public RandomGenerator newRandom() {
        return seed == null ? new java.util.SplittableRandom() : new java.util.SplittableRandom(seed);
    }

    /** Collects settings; not safe for use by several threads at once. */
    public static final class Builder {
        private String name = "larder";
        private StoreClock clock = StoreClock.system();
        private long maxMemoryBytes = UNLIMITED;
        private double highWaterMark = 1.0;
        private int evictionBatch = DEFAULT_EVICTION_BATCH;
        private @Nullable Executor executor;
        private @Nullable Executor refreshExecutor;
        private @Nullable Long seed;
        private @Nullable ClassLoader classLoader;
        private @Nullable DiskConfig disk;

        private Builder() {}

        /** Sets {@link StoreConfig#name()}; {@code larder} by default. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets {@link StoreConfig#clock()}; the system's by default. */
        public Builder clock(StoreClock value) {
            clock = value;
            return this;
        }

        /** Sets {@link StoreConfig#maxMemoryBytes()}; unlimited by default. */
        public Builder maxMemoryBytes(long value) {
            maxMemoryBytes = value;
            return this;
        }

        /** Sets {@link StoreConfig#highWaterMark()}; 1 by default. */
        public Builder highWaterMark(double fraction) {
            highWaterMark = fraction;
            return this;
        }

        /** Sets {@link StoreConfig#evictionBatch()}; {@value StoreConfig#DEFAULT_EVICTION_BATCH} by default. */
        public Builder evictionBatch(int entries) {
            evictionBatch = entries;
            return this;
        }

        /** Sets {@link StoreConfig#executor()}; the store's own threads by default. */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /** Sets {@link StoreConfig#refreshExecutor()}; the executor of everything else by default. */
        public Builder refreshExecutor(Executor value) {
            refreshExecutor = value;
            return this;
        }

        /** Sets {@link StoreConfig#seed()}; a different one each time by default. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Sets {@link StoreConfig#classLoader()}; the context class loader, or else Larder's own, by default. */
        public Builder classLoader(ClassLoader value) {
            classLoader = value;
            return this;
        }

        /** Sets {@link StoreConfig#disk()}; none by default. */
        public Builder disk(@Nullable DiskConfig value) {
            disk = value;
            return this;
        }

        /**
         * Checks the settings and their combinations.
         *
         * @throws IllegalArgumentException naming the setting that is out of range
         */
        public StoreConfig build() {
            ClassLoader loader = classLoader;
            if (loader == null) {
                loader = Thread.currentThread().getContextClassLoader();
            }
            if (loader == null) {
                loader = StoreConfig.class.getClassLoader();
            }
            return new StoreConfig(
                    name,
                    clock,
                    maxMemoryBytes,
                    highWaterMark,
                    evictionBatch,
                    executor,
                    refreshExecutor,
                    seed,
                    loader,
                    disk);
        }
    }
}
