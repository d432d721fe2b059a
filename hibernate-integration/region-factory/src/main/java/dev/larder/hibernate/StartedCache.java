package dev.larder.hibernate;

import dev.larder.hibernate.entry.CachedState;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.KeyspaceEntries;
import dev.larder.hibernate.entry.LockTimes;
import dev.larder.hibernate.entry.SafeEntries;
import dev.larder.hibernate.entry.Timestamps;
import dev.larder.hibernate.region.DomainRegion;
import dev.larder.hibernate.settings.FactorySettings;
import dev.larder.hibernate.settings.MissingCacheStrategy;
import dev.larder.store.Keyspace;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PolicyNames;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.support.RegionNameQualifier;
import org.jspecify.annotations.Nullable;

/** A region factory between start and stop: its settings, its store, and how regions are made of them. */
final class StartedCache implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LarderRegionFactory.class.getName());
    private static final String KEYS_FACTORY = "hibernate.cache.keys_factory";
    private static final String SIMPLE_KEYS = "simple";

    private final SessionFactoryOptions options;
    private final FactorySettings settings;
    private final RegionStore regions;
    private final Timestamps timestamps;
    private final Object keysFactory;
    private final UnaryOperator<Entries> entriesAsUsed;

    private StartedCache(
            SessionFactoryOptions options,
            FactorySettings settings,
            RegionStore regions,
            Object keysFactory,
            UnaryOperator<Entries> entriesAsUsed) {
        this.options = options;
        this.settings = settings;
        this.regions = regions;
        this.keysFactory = keysFactory;
        this.entriesAsUsed = entriesAsUsed;
        timestamps = new Timestamps(regions.store().config().clock());
    }

    static StartedCache start(
            SessionFactoryOptions options, Map<String, Object> configuration, UnaryOperator<Entries> entriesAsUsed) {
        PolicyNames policies = new PolicyNames(StartedCache.class.getClassLoader());
        FactorySettings settings = FactorySettings.of(configuration, options.getCacheRegionPrefix(), policies);
        Object keysFactory = configuration.getOrDefault(KEYS_FACTORY, "default");
        String name = Objects.requireNonNullElse(options.getSessionFactoryName(), "default");
        return new StartedCache(options, settings, RegionStore.open(settings, name), keysFactory, entriesAsUsed);
    }

    Timestamps timestamps() {
        return timestamps;
    }

    /** The time-out of locks, in units of the timestamps. */
    long timeout() {
        return Timestamps.of(settings.lockTimeout());
    }

    String qualify(String region) {
        return RegionNameQualifier.INSTANCE.qualify(region, options);
    }

    DomainDataRegion domainRegion(
            RegionFactory factory, DomainDataRegionConfig config, @Nullable CacheKeysFactory enforcedKeys) {
        CacheKeysFactory keys = enforcedKeys != null ? enforcedKeys : keysFor(config);
        return new DomainRegion(config, factory, entries(config.getRegionName()), keys);
    }

    /** The entries of a new region. */
    Entries entries(String region) {
        seeWhatIsSaidOf(region);
        Keyspace<Object, CachedState> keyspace =
                regions.create(qualify(region), settings.regions().keyspaceOf(region));
        LockTimes times = new LockTimes(settings.lockTimeout());
        Entries entries = new KeyspaceEntries(keyspace, () -> regions.drop(keyspace.name()), timestamps, times);
        return new SafeEntries(entriesAsUsed.apply(entries));
    }

    private void seeWhatIsSaidOf(String region) {
        if (settings.missing() == MissingCacheStrategy.CREATE
                || settings.regions().mention(region)) {
            return;
        }
        String toSet = FactorySettings.PREFIX + "regions." + region + ".max-entries";
        if (settings.missing() == MissingCacheStrategy.FAIL) {
            throw new CacheException(String.format(
                    Locale.ROOT,
                    "No setting is about the cache region '%s', and %smissing_cache_strategy is 'fail'. Set %s, for"
                            + " example; %s.",
                    region,
                    FactorySettings.PREFIX,
                    toSet,
                    settings.regions().names().isEmpty()
                            ? "no region has settings"
                            : Nearest.hint(region, settings.regions().names())));
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "No setting is about the cache region ''{0}''; it gets the defaults. Set {1}, for example.",
                region,
                toSet);
    }

    /** Of a name, a class or an object, as Hibernate has it for all strategies. */
    private CacheKeysFactory keysFor(DomainDataRegionConfig config) {
        StrategySelector strategies = options.getServiceRegistry().requireService(StrategySelector.class);
        CacheKeysFactory keys = strategies.resolveStrategy(CacheKeysFactory.class, keysFactory);
        if (strategies
                .resolveStrategy(CacheKeysFactory.class, SIMPLE_KEYS)
                .getClass()
                .isInstance(keys)) {
            requireNoClashes(config);
        }
        return keys;
    }

    /** Simple keys are bare ids, and two that are equal would be one. */
    private void requireNoClashes(DomainDataRegionConfig config) {
        int kinds =
                config.getEntityCaching().size() + config.getCollectionCaching().size();
        if (kinds > 1 || options.isMultiTenancyEnabled()) {
            throw new CacheException(String.format(
                    Locale.ROOT,
                    "%s is '%s', whose keys are bare ids, but region '%s' would mix %s. Use the keys factory 'default'%s.",
                    KEYS_FACTORY,
                    SIMPLE_KEYS,
                    config.getRegionName(),
                    kinds > 1 ? "the ids of " + kinds + " entities or collections" : "the ids of several tenants",
                    kinds > 1 ? ", or give each a region of its own" : ""));
        }
    }

    @Override
    public void close() {
        regions.close();
    }
}
