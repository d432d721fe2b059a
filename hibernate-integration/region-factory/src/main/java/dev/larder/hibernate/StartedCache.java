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
import dev.larder.hibernate.warm.WarmStart;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.PolicyNames;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.hibernate.boot.Metadata;
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
    private final Warmth warmth;

    private StartedCache(
            SessionFactoryOptions options,
            FactorySettings settings,
            RegionStore regions,
            Object keysFactory,
            Warmth warmth,
            UnaryOperator<Entries> entriesAsUsed) {
        this.options = options;
        this.settings = settings;
        this.regions = regions;
        this.keysFactory = keysFactory;
        this.warmth = warmth;
        this.entriesAsUsed = entriesAsUsed;
        timestamps = new Timestamps(regions.store().config().clock());
    }

    static StartedCache start(
            SessionFactoryOptions options, Map<String, Object> configuration, UnaryOperator<Entries> entriesAsUsed) {
        PolicyNames policies = new PolicyNames(StartedCache.class.getClassLoader());
        FactorySettings settings = FactorySettings.of(configuration, options.getCacheRegionPrefix(), policies);
        Object keysFactory = configuration.getOrDefault(KEYS_FACTORY, "default");
        String name = Objects.requireNonNullElse(options.getSessionFactoryName(), "default");
        RegionStore regions = RegionStore.open(settings, name);
        Warmth warmth = new Warmth(settings, regions, configuration);
        return new StartedCache(options, settings, regions, keysFactory, warmth, entriesAsUsed);
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

    /** Takes the mapping down of the session factory whose regions come next, if it matters. */
    void take(Metadata metadata) {
        warmth.take(metadata);
    }

    DomainDataRegion domainRegion(
            RegionFactory factory, DomainDataRegionConfig config, @Nullable CacheKeysFactory enforcedKeys) {
        String region = config.getRegionName();
        CacheKeysFactory keys = enforcedKeys != null ? enforcedKeys : keysFor(config);
        WarmStart warm = enforcedKeys == null ? warmth.start() : null;
        KeyspaceConfig<Object, CachedState> keyspace =
                settings.regions().keyspaceOf(region, warm == null ? unkept -> Persistence.none() : warm::persistence);
        if (warm == null || keyspace.persistence().mode() == Mode.NONE) {
            return new DomainRegion(config, factory, entries(region, keyspace), keys);
        }
        return new DomainRegion(config, factory, keptEntries(region, keyspace, warm), warm.keys(keys));
    }

    private Entries keptEntries(String region, KeyspaceConfig<Object, CachedState> config, WarmStart warm) {
        seeWhatIsSaidOf(region);
        String name = regions.prefix() + qualify(region);
        warm.opening(name);
        return entries(regions.createKept(qualify(region), config), () -> {
            warm.settled(name);
            regions.drop(name);
        });
    }

    /**
     * The entries of a new region of query results. They are never kept: whether they are out of date is told by when tables
     * were changed, and nobody knows that of the time between two runs.
     */
    Entries queryEntries(String region) {
        return entries(region, settings.regions().keyspaceOf(region, unkept -> Persistence.none()));
    }

    private Entries entries(String region, KeyspaceConfig<Object, CachedState> config) {
        seeWhatIsSaidOf(region);
        Keyspace<Object, CachedState> keyspace = regions.create(qualify(region), config);
        return entries(keyspace, () -> regions.drop(keyspace.name()));
    }

    private Entries entries(Keyspace<Object, CachedState> keyspace, Runnable drop) {
        LockTimes times = new LockTimes(settings.lockTimeout());
        Entries entries = new KeyspaceEntries(keyspace, drop, timestamps, times);
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
        warmth.end();
        regions.close();
    }
}
