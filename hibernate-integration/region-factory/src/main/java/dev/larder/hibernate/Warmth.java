package dev.larder.hibernate;

import dev.larder.hibernate.settings.FactorySettings;
import dev.larder.hibernate.warm.Mapping;
import dev.larder.hibernate.warm.WarmStart;
import dev.larder.store.Store;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Begins the warm start of a session factory's regions when Hibernate asks for the first of them, if the settings ask for it.
 * Of several session factories of one service registry, it is the first one's regions that are kept.
 *
 * <p><b>Threads:</b> the one that builds session factories; {@link #end} any.
 */
final class Warmth {
    private static final System.Logger LOG = System.getLogger(LarderRegionFactory.class.getName());
    private static final String KEYS_FACTORY = "hibernate.cache.keys_factory";
    private static final String REFERENCES = "hibernate.cache.use_reference_entries";
    private static final List<String> SCHEMA_ACTIONS = List.of(
            "hibernate.hbm2ddl.auto",
            "jakarta.persistence.schema-generation.database.action",
            "javax.persistence.schema-generation.database.action");

    private final FactorySettings settings;
    private final RegionStore regions;
    private final Map<String, Object> configuration;
    private @Nullable Mapping mapping;
    private boolean ofAnother;
    private volatile @Nullable WarmStart warm;

    /**
     * Checks what a warm start needs.
     *
     * @throws CacheException if another setting makes it impossible
     */
    Warmth(FactorySettings settings, RegionStore regions, Map<String, Object> configuration) {
        this.settings = settings;
        this.regions = regions;
        this.configuration = configuration;
        if (settings.warm()) {
            require(KEYS_FACTORY, "default");
            require(REFERENCES, "false");
        }
    }

    private void require(String setting, String needed) {
        String found = String.valueOf(configuration.getOrDefault(setting, needed));
        if (!found.equals(needed)) {
            regions.close();
            throw new CacheException(setting + " is '" + found + "', but " + FactorySettings.PREFIX
                    + "warm is true, for which it must be '" + needed + "': nothing else can be written to disk.");
        }
    }

    void take(Metadata metadata) {
        if (warm != null) {
            ofAnother = true;
        } else if (settings.warm()) {
            mapping = Mapping.of(metadata);
        }
    }

    /** The warm start of the session factory whose regions are being made; null if they are not kept. */
    @Nullable WarmStart start() {
        Mapping ofFactory = mapping;
        if (ofFactory == null || ofAnother) {
            return null;
        }
        if (warm == null && !isTaken()) {
            warm = WarmStart.begin(regions.store(), regions.prefix(), ofFactory, obstacle(), settings.warmAfterCrash());
        }
        return warm;
    }

    private boolean isTaken() {
        Store store = regions.store();
        boolean taken = store.find(WarmStart.nameOfMemory(regions.prefix())) != null;
        if (taken) {
            LOG.log(
                    Level.WARNING,
                    "The second-level cache is not kept on disk: another open session factory of the same name keeps its"
                            + " own in store ''{0}''. Give each a name with hibernate.session_factory_name.",
                    store.config().name());
        }
        return taken;
    }

    private @Nullable String obstacle() {
        for (String setting : SCHEMA_ACTIONS) {
            String action = String.valueOf(configuration.get(setting));
            if (action.startsWith("create") || action.startsWith("drop")) {
                return setting + " is '" + action + "', by which the database starts empty as well";
            }
        }
        return null;
    }

    /** Notes that the cache was stopped, as long as its store is open. */
    void end() {
        WarmStart ending = warm;
        warm = null;
        if (ending != null && !regions.store().isClosed()) {
            ending.end();
        }
    }
}
