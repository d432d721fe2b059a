package dev.larder.jcache;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.larder.jcache.event.ListenerConfigurationCopy;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Weigher;
import dev.larder.store.settings.PersistenceSettings;
import java.io.Serial;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * The standard's configuration of a cache and what the standard has no words for: capacity, eviction policy, jitter,
 * refresh-ahead, and what is kept on disk.
 *
 * <p>It knows which settings were made and which were left open, also where the setting made is the default. A
 * configuration file fills in only what was left open ({@link #withDefaults}). {@code docs/configuration.md} lists all
 * settings with their keys in a file.
 *
 * <p><b>Threads:</b> not safe for use by several threads at once. A cache takes a copy when it is created.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public class LarderConfiguration<K, V> extends MutableConfiguration<K, V> {
    /** For {@link #setMaxEntries} and {@link #setMaxBytes}: no limit, whatever a configuration file says. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    @Serial
    private static final long serialVersionUID = 1L;

    private boolean expirySet;
    private boolean storeByValueSet;
    private boolean statisticsSet;
    private boolean managementSet;
    private @Nullable Long maxEntries;
    private @Nullable Long maxBytes;
    private @Nullable Integer maxKeyBytes;
    private @Nullable Integer maxValueBytes;
    private @Nullable Integer maxEntryBytes;
    private @Nullable String evictionPolicy;
    private @Nullable Factory<Weigher<? super K, ? super V>> weigherFactory;
    private @Nullable Double expiryJitter;
    private @Nullable Double refreshAhead;
    private @Nullable Boolean metadata;
    private PersistenceSettings persistence = PersistenceSettings.none();

    /** A configuration that leaves everything open. */
    public LarderConfiguration() {}

    /**
     * A copy. What another {@code LarderConfiguration} left open stays open. Of any other configuration, expiry, store
     * by value, statistics and management count as left open where they have the standard's default: eternal, by value,
     * off, off.
     */
    public LarderConfiguration(CompleteConfiguration<K, V> configuration) {
        super(configuration);
        copyListeners();
        if (configuration instanceof LarderConfiguration<K, V> larder) {
            expirySet = larder.expirySet;
            storeByValueSet = larder.storeByValueSet;
            statisticsSet = larder.statisticsSet;
            managementSet = larder.managementSet;
            maxEntries = larder.maxEntries;
            maxBytes = larder.maxBytes;
            maxKeyBytes = larder.maxKeyBytes;
            maxValueBytes = larder.maxValueBytes;
            maxEntryBytes = larder.maxEntryBytes;
            evictionPolicy = larder.evictionPolicy;
            weigherFactory = larder.weigherFactory;
            expiryJitter = larder.expiryJitter;
            refreshAhead = larder.refreshAhead;
            metadata = larder.metadata;
            persistence = larder.persistence;
        } else {
            expirySet = !expiryPolicyFactory.equals(EternalExpiryPolicy.factoryOf());
            storeByValueSet = !isStoreByValue;
            statisticsSet = isStatisticsEnabled;
            managementSet = isManagementEnabled;
        }
    }

    /** The application may change what it configured a listener with; a copy must stay what it is. */
    private void copyListeners() {
        List<CacheEntryListenerConfiguration<K, V>> given = List.copyOf(listenerConfigurations);
        listenerConfigurations.clear();
        // Not a lambda: the first one of an application costs its start milliseconds.
        for (CacheEntryListenerConfiguration<K, V> listener : given) {
            listenerConfigurations.add(ListenerConfigurationCopy.of(listener));
        }
    }

    /** A copy of any configuration; of a bare {@link Configuration} of its types and whether it stores by value. */
    public static <K, V> LarderConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            return new LarderConfiguration<>(complete);
        }
        LarderConfiguration<K, V> copy = new LarderConfiguration<>();
        copy.setTypes(configuration.getKeyType(), configuration.getValueType());
        if (!configuration.isStoreByValue()) {
            copy.setStoreByValue(false);
        }
        return copy;
    }

    /**
     * A copy in which every setting this configuration left open is as in the given one, if that one makes it. What
     * depends on the types of keys and values (types, loader, writer, listeners, weigher) is never taken over.
     */
    public LarderConfiguration<K, V> withDefaults(LarderConfiguration<?, ?> defaults) {
        LarderConfiguration<K, V> merged = new LarderConfiguration<>(this);
        if (!expirySet && defaults.expirySet) {
            merged.setExpiryPolicyFactory(defaults.getExpiryPolicyFactory());
        }
        if (!storeByValueSet && defaults.storeByValueSet) {
            merged.setStoreByValue(defaults.isStoreByValue());
        }
        if (!statisticsSet && defaults.statisticsSet) {
            merged.setStatisticsEnabled(defaults.isStatisticsEnabled());
        }
        if (!managementSet && defaults.managementSet) {
            merged.setManagementEnabled(defaults.isManagementEnabled());
        }
        if (maxEntries == null && maxBytes == null) {
            merged.maxEntries = defaults.maxEntries;
            merged.maxBytes = defaults.maxBytes;
        }
        merged.maxKeyBytes = orElse(maxKeyBytes, defaults.maxKeyBytes);
        merged.maxValueBytes = orElse(maxValueBytes, defaults.maxValueBytes);
        merged.maxEntryBytes = orElse(maxEntryBytes, defaults.maxEntryBytes);
        merged.evictionPolicy = orElse(evictionPolicy, defaults.evictionPolicy);
        merged.expiryJitter = orElse(expiryJitter, defaults.expiryJitter);
        merged.refreshAhead = orElse(refreshAhead, defaults.refreshAhead);
        merged.metadata = orElse(metadata, defaults.metadata);
        merged.persistence = persistence.withDefaults(defaults.persistence);
        return merged;
    }

    /** How much the cache may hold; unbounded if nothing was set. */
    public Capacity getCapacity() {
        if (maxEntries != null && maxEntries != UNLIMITED) {
            return Capacity.entries(maxEntries);
        }
        return maxBytes == null || maxBytes == UNLIMITED ? Capacity.unbounded() : Capacity.bytes(maxBytes);
    }

    /**
     * Limits the number of entries; no limit by default.
     *
     * @param count one or more, or {@link #UNLIMITED}
     * @throws IllegalArgumentException if it is below one, or if {@link #setMaxBytes} has set a limit
     */
    public LarderConfiguration<K, V> setMaxEntries(long count) {
        require(count > 0, "maxEntries must be at least 1, found %d; use UNLIMITED for no limit", count);
        requireOneLimit(count, maxBytes);
        maxEntries = count;
        return this;
    }

    /**
     * Limits the bytes of all keys and values together, as the weigher counts them; no limit by default.
     *
     * @param bytes one or more, or {@link #UNLIMITED}
     * @throws IllegalArgumentException if it is below one, or if {@link #setMaxEntries} has set a limit
     */
    public LarderConfiguration<K, V> setMaxBytes(long bytes) {
        require(bytes > 0, "maxBytes must be at least 1, found %d; use UNLIMITED for no limit", bytes);
        requireOneLimit(maxEntries, bytes);
        maxBytes = bytes;
        return this;
    }

    private static void requireOneLimit(@Nullable Long entries, @Nullable Long bytes) {
        require(
                entries == null || bytes == null || entries == UNLIMITED || bytes == UNLIMITED,
                "a cache is limited by entries or by bytes, found both maxEntries %d and maxBytes %d; leave one out,"
                        + " or set it to UNLIMITED first",
                entries,
                bytes);
    }

    /** The largest key that is stored, in bytes; {@link Integer#MAX_VALUE} if nothing was set. */
    public int getMaxKeyBytes() {
        return requireNonNullElse(maxKeyBytes, Integer.MAX_VALUE);
    }

    /**
     * Refuses larger keys, as Larder estimates their size; no limit by default.
     *
     * @param bytes one or more; {@link Integer#MAX_VALUE} for no limit
     * @throws IllegalArgumentException if it is below one
     */
    public LarderConfiguration<K, V> setMaxKeyBytes(int bytes) {
        maxKeyBytes = requireSize("maxKeyBytes", bytes);
        return this;
    }

    /** The largest value that is stored, in bytes; {@link Integer#MAX_VALUE} if nothing was set. */
    public int getMaxValueBytes() {
        return requireNonNullElse(maxValueBytes, Integer.MAX_VALUE);
    }

    /**
     * Refuses larger values, as Larder estimates their size; no limit by default.
     *
     * @param bytes one or more; {@link Integer#MAX_VALUE} for no limit
     * @throws IllegalArgumentException if it is below one
     */
    public LarderConfiguration<K, V> setMaxValueBytes(int bytes) {
        maxValueBytes = requireSize("maxValueBytes", bytes);
        return this;
    }

    /** The largest entry that is stored, in bytes; {@link Integer#MAX_VALUE} if nothing was set. */
    public int getMaxEntryBytes() {
        return requireNonNullElse(maxEntryBytes, Integer.MAX_VALUE);
    }

    /**
     * Refuses entries that weigh more; no limit by default.
     *
     * @param bytes one or more; {@link Integer#MAX_VALUE} for no limit
     * @throws IllegalArgumentException if it is below one
     */
    public LarderConfiguration<K, V> setMaxEntryBytes(int bytes) {
        maxEntryBytes = requireSize("maxEntryBytes", bytes);
        return this;
    }

    /** The name of the eviction policy; {@value KeyspaceConfig#DEFAULT_POLICY} if nothing was set. */
    public String getEvictionPolicy() {
        return requireNonNullElse(evictionPolicy, KeyspaceConfig.DEFAULT_POLICY);
    }

    /**
     * Names the policy that chooses what to evict when the cache is full: one of those in {@link KeyspaceConfig#policy},
     * or of a plug-in. Whether there is such a policy shows when the cache is created.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public LarderConfiguration<K, V> setEvictionPolicy(String name) {
        requireNonNull(name, "evictionPolicy must be the name of a policy, found null");
        require(!name.isBlank(), "evictionPolicy must be the name of a policy, such as lru, found '%s'", name);
        evictionPolicy = name;
        return this;
    }

    /** What sizes the entries, or null for Larder's own estimate. */
    public @Nullable Factory<Weigher<? super K, ? super V>> getWeigherFactory() {
        return weigherFactory;
    }

    /** Sets what sizes the entries, for {@link #setMaxBytes} and {@link #setMaxEntryBytes}; null for the estimate. */
    @SuppressWarnings("unchecked") // a factory only hands out
    public LarderConfiguration<K, V> setWeigherFactory(
            @Nullable Factory<? extends Weigher<? super K, ? super V>> factory) {
        weigherFactory = (Factory<Weigher<? super K, ? super V>>) factory;
        return this;
    }

    /** The part of an entry's lifetime by which it is randomly lengthened or shortened; 0 if nothing was set. */
    public double getExpiryJitter() {
        return requireNonNullElse(expiryJitter, 0.0);
    }

    /**
     * Spreads expiry: each lifetime given at creation or update is multiplied by a random factor between
     * {@code 1 - fraction} and {@code 1 + fraction}. Off by default.
     *
     * @param fraction from 0, which is off, to 1, which is 100 %
     * @throws IllegalArgumentException if it is outside
     */
    public LarderConfiguration<K, V> setExpiryJitter(double fraction) {
        require(
                fraction >= 0 && fraction <= 1,
                "expiryJitter must be between 0 and 1 (0 %% and 100 %% of the lifetime), found %s; 10 %% is 0.1",
                fraction);
        expiryJitter = fraction;
        return this;
    }

    /** The part of an entry's lifetime after which a read loads it anew; 0, which is off, if nothing was set. */
    public double getRefreshAhead() {
        return requireNonNullElse(refreshAhead, 0.0);
    }

    /**
     * Lets a read of an entry near its end load it anew in the background, while the old value is still served. Needs a
     * loader, read-through and an expiry policy; that is checked when the cache is created. Off by default.
     *
     * @param fractionOfLifetime from 0, which is off, to below 1: 0.8 refreshes in the last fifth of the lifetime
     * @throws IllegalArgumentException if it is outside
     */
    public LarderConfiguration<K, V> setRefreshAhead(double fractionOfLifetime) {
        require(
                fractionOfLifetime >= 0 && fractionOfLifetime < 1,
                "refreshAhead must be at least 0 (off) and below 1 (a part of the lifetime), found %s; 80 %% is 0.8",
                fractionOfLifetime);
        refreshAhead = fractionOfLifetime;
        return this;
    }

    /** Whether entries record when they were created, updated and read, and how often; false if nothing was set. */
    public boolean isMetadataEnabled() {
        return requireNonNullElse(metadata, false);
    }

    /** Sets whether entries record when they were created, updated and read, and how often; off by default. */
    public LarderConfiguration<K, V> setMetadataEnabled(boolean enabled) {
        metadata = enabled;
        return this;
    }

    /** What of the cache is on disk, as far as it was set; nothing is if no mode was. */
    public PersistenceSettings getPersistence() {
        return persistence;
    }

    /**
     * Sets what of the cache is on disk and in which form; nothing by default. The cache's types of keys and values are
     * allowed besides those that the settings name. The manager needs a data directory, which a configuration file or a
     * store that it is given has; whether it has one shows when the cache is created.
     */
    public LarderConfiguration<K, V> setPersistence(PersistenceSettings settings) {
        persistence = requireNonNull(
                settings, "persistence must be settings, found null; PersistenceSettings.none() for none");
        return this;
    }

    /** Sets what is written, and leaves all else of {@link #getPersistence} as it is. */
    public LarderConfiguration<K, V> setPersistence(Persistence.Mode mode) {
        return setPersistence(PersistenceSettings.builder().mode(mode).build().withDefaults(persistence));
    }

    /**
     * Lets entries expire so long after they were last written: short for an expiry policy of the standard,
     * {@link ModifiedExpiryPolicy}. Replaces the one set before.
     *
     * @throws IllegalArgumentException if it is below one millisecond
     */
    public LarderConfiguration<K, V> setTimeToLive(java.time.Duration duration) {
        return setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(lifetime("timeToLive", duration)));
    }

    /**
     * Lets entries expire so long after they were created, however often they are written: short for
     * {@link CreatedExpiryPolicy}. Replaces the policy set before.
     *
     * @throws IllegalArgumentException if it is below one millisecond
     */
    public LarderConfiguration<K, V> setTimeToLiveFromCreation(java.time.Duration duration) {
        return setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(lifetime("timeToLiveFromCreation", duration)));
    }

    /**
     * Lets entries expire so long after they were last read or written: short for {@link TouchedExpiryPolicy}. Replaces
     * the policy set before.
     *
     * @throws IllegalArgumentException if it is below one millisecond
     */
    public LarderConfiguration<K, V> setTimeToIdle(java.time.Duration duration) {
        return setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(lifetime("timeToIdle", duration)));
    }

    private static Duration lifetime(String setting, java.time.Duration duration) {
        requireNonNull(duration, () -> setting + " must be a duration, found null");
        long millis;
        try {
            millis = duration.toMillis();
        } catch (ArithmeticException beyondLong) {
            millis = duration.isNegative() ? -1 : Long.MAX_VALUE;
        }
        require(
                millis > 0,
                "%s must be at least one millisecond, found %s; for entries that never expire, or expire at once, set"
                        + " an expiry policy",
                setting,
                duration);
        return millis == Long.MAX_VALUE ? Duration.ETERNAL : new Duration(TimeUnit.MILLISECONDS, millis);
    }

    /** As the standard's; null leaves the expiry open, and so eternal unless a configuration file says otherwise. */
    @Override
    public LarderConfiguration<K, V> setExpiryPolicyFactory(@Nullable Factory<? extends ExpiryPolicy> factory) {
        super.setExpiryPolicyFactory(factory);
        expirySet = factory != null;
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setStoreByValue(boolean byValue) {
        super.setStoreByValue(byValue);
        storeByValueSet = true;
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setStatisticsEnabled(boolean enabled) {
        super.setStatisticsEnabled(enabled);
        statisticsSet = true;
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setManagementEnabled(boolean enabled) {
        super.setManagementEnabled(enabled);
        managementSet = true;
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setTypes(Class<K> keyType, Class<V> valueType) {
        super.setTypes(keyType, valueType);
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setReadThrough(boolean readThrough) {
        super.setReadThrough(readThrough);
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setWriteThrough(boolean writeThrough) {
        super.setWriteThrough(writeThrough);
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setCacheLoaderFactory(@Nullable Factory<? extends CacheLoader<K, V>> factory) {
        super.setCacheLoaderFactory(factory);
        return this;
    }

    @Override
    public LarderConfiguration<K, V> setCacheWriterFactory(
            @Nullable Factory<? extends CacheWriter<? super K, ? super V>> factory) {
        super.setCacheWriterFactory(factory);
        return this;
    }

    @Override
    public LarderConfiguration<K, V> addCacheEntryListenerConfiguration(
            CacheEntryListenerConfiguration<K, V> listener) {
        super.addCacheEntryListenerConfiguration(listener);
        return this;
    }

    @Override
    public LarderConfiguration<K, V> removeCacheEntryListenerConfiguration(
            CacheEntryListenerConfiguration<K, V> listener) {
        super.removeCacheEntryListenerConfiguration(listener);
        return this;
    }

    /** Equal to another configuration of this class that makes the same settings and leaves the same ones open. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof LarderConfiguration<?, ?> other
                && super.equals(other)
                && ownSettings().equals(other.ownSettings());
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + ownSettings().hashCode();
    }

    private List<@Nullable Object> ownSettings() {
        return Arrays.asList(
                expirySet,
                storeByValueSet,
                statisticsSet,
                managementSet,
                isManagementEnabled, // which the standard's equals leaves out
                maxEntries,
                maxBytes,
                maxKeyBytes,
                maxValueBytes,
                maxEntryBytes,
                evictionPolicy,
                weigherFactory,
                expiryJitter,
                refreshAhead,
                metadata,
                persistence);
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    private static int requireSize(String name, int bytes) {
        require(bytes > 0, name + " must be at least 1, found %d; use Integer.MAX_VALUE for no limit", bytes);
        return bytes;
    }

    private static void require(boolean condition, String message, @Nullable Object... found) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, found));
        }
    }
}
