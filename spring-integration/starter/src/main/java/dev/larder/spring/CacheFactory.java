package dev.larder.spring;

import static java.util.Objects.requireNonNullElse;

import dev.larder.spring.entry.Entries;
import dev.larder.spring.entry.RefreshClaims;
import dev.larder.spring.entry.StoredValueCodec;
import dev.larder.spring.entry.ValueRules;
import dev.larder.spring.transaction.TransactionSupport;
import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.ByName;
import dev.larder.store.settings.CacheSettings;
import dev.larder.store.settings.DiskSettings;
import dev.larder.store.settings.Nearest;
import dev.larder.store.settings.Quantities;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the settings of a cache by its name and creates its keyspace.
 *
 * <p>A name such as {@code users#10m} stands for a cache of its own, with the settings of {@code users} and that time to
 * live, where settings under the very name don't say otherwise.
 *
 * <p><b>Threads:</b> filled by one thread; then {@link #create} by one at a time.
 */
final class CacheFactory {
    /** What a cache holds if nothing says how much, so that no cache fills the heap by being forgotten. */
    private static final Capacity DEFAULT_CAPACITY = Capacity.entries(10_000);

    private static final System.Logger LOG = System.getLogger(LarderCacheManager.class.getName());

    /** What the names of keyspaces begin with, so that other users of the store don't meet them. */
    private static final String KEYSPACES = "spring/";

    private final Store store;
    private final ErrorHandlers errorHandlers = new ErrorHandlers();
    private final ByName<SpringCacheSettings> settings = new ByName<>();
    private final Set<String> namesAlone = new TreeSet<>();
    private SpringCacheSettings defaults = SpringCacheSettings.none();
    private boolean dynamic = true;
    private boolean transactionAware = true;

    CacheFactory(Store store) {
        this.store = store;
    }

    void setDefaults(SpringCacheSettings value) {
        defaults = value;
    }

    void add(String nameOrPattern, String place, SpringCacheSettings value) {
        ByName.Placed<SpringCacheSettings> earlier = settings.add(nameOrPattern, place, value);
        if (earlier != null) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cache '%s' has settings in two places: %s, and %s; keep one",
                    nameOrPattern,
                    earlier.place(),
                    place));
        }
    }

    /** Adds caches that there are, whatever settings fit their names. */
    void addNames(Collection<String> names) {
        namesAlone.addAll(names);
    }

    void setDynamic(boolean value) {
        dynamic = value;
    }

    void setTransactionAware(boolean value) {
        transactionAware = value;
    }

    ErrorHandlers errorHandlers() {
        return errorHandlers;
    }

    /** The names of caches that there are from the start; those of settings that are no patterns are among them. */
    Collection<String> exactNames() {
        Set<String> names = new TreeSet<>(settings.exactNames());
        names.addAll(namesAlone);
        return names;
    }

    /** Whether a cache of that name may be created. */
    boolean isKnown(String name) {
        if (dynamic || settings.find(name).isPresent()) {
            return true;
        }
        int hash = name.lastIndexOf('#');
        return hash > 0 && isKnown(name.substring(0, hash));
    }

    /** Creates the cache of a name. */
    LarderCache create(String name) {
        SpringCacheSettings effective = settingsOf(name, namesAlone.contains(name));
        CacheSettings common = effective.common();
        double refreshAhead = requireNonNullElse(common.refreshAhead(), 0.0);
        Keyspace<Object, Object> keyspace;
        try {
            Persistence persistence = StoredValueCodec.persistence(
                    common.persistence(), store.config().classLoader());
            DiskSettings.requireDisk(store.config(), persistence, "larder." + DiskSettings.DIRECTORY);
            KeyspaceConfig<Object, Object> config = common.<Object, Object>toKeyspace()
                    .callerLoads(true)
                    .refreshAhead(refreshAhead)
                    .persistence(persistence)
                    .build();
            keyspace = store.create(KEYSPACES + name, config);
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException("cache '" + name + "': " + mistake.getMessage(), mistake);
        }
        ValueRules rules =
                new ValueRules(name, requireNonNullElse(effective.nullValues(), true), effective.nullTimeToLive());
        return new LarderCache(
                new Entries(keyspace, rules, requireNonNullElse(effective.prefixIndex(), false)),
                effective,
                refreshAhead == 0
                        ? null
                        : new RefreshClaims(keyspace, store.config().clock(), refreshAhead),
                transactionAware && TransactionSupport.isAvailable(),
                keyspace.config().weighs() || store.config().maxMemoryBytes() != StoreConfig.UNLIMITED,
                errorHandlers);
    }

    /** @param isKnown whether the cache is there even if no settings name it */
    private SpringCacheSettings settingsOf(String name, boolean isKnown) {
        Optional<ByName.Placed<SpringCacheSettings>> own = settings.find(name);
        SpringCacheSettings exact = own.filter(placed -> placed.names().isExact())
                .map(ByName.Placed::value)
                .orElse(null);
        int hash = name.lastIndexOf('#');
        if (hash > 0 && (exact == null || isLifetime(name.substring(hash + 1)))) {
            SpringCacheSettings base = settingsOf(name.substring(0, hash), isKnown || exact != null);
            SpringCacheSettings timed = withTimeToLive(base, name, name.substring(hash + 1));
            return exact == null ? timed : exact.withDefaults(timed);
        }
        if (own.isEmpty() && !isKnown) {
            requireDynamic(name);
        }
        SpringCacheSettings found = own.isEmpty() ? defaults : own.get().value().withDefaults(defaults);
        return found.common().capacity() != null ? found : found.withDefaults(bounded());
    }

    private static boolean isLifetime(String text) {
        try {
            lifetime(text);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static Lifetime lifetime(String text) {
        return text.equals("eternal") ? Lifetime.eternal() : Lifetime.afterWrite(Quantities.duration(text));
    }

    private static SpringCacheSettings bounded() {
        return with(DEFAULT_CAPACITY, null);
    }

    private static SpringCacheSettings with(@Nullable Capacity capacity, @Nullable Lifetime lifetime) {
        return new SpringCacheSettings(CacheSettings.of(capacity, lifetime), null, null, null);
    }

    private void requireDynamic(String name) {
        if (!dynamic) {
            throw new IllegalArgumentException("There is no cache '" + name + "', and none is created that was not"
                    + " configured; give it settings under larder.caches[" + name + "], or set larder.dynamic=true. "
                    + Nearest.hint(name, exactNames()));
        }
        LOG.log(
                Level.INFO,
                "Cache ''{0}'' was created with the defaults, since no settings name it. Set larder.caches{1}.max-entries"
                        + " (or another of its settings) to give it its own.",
                name,
                asKey(name));
    }

    /** As Spring Boot's properties write a name: of other characters it would drop some, unless in brackets. */
    private static String asKey(String name) {
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (!Character.isLetterOrDigit(character) && character != '-') {
                return "[" + name + "]";
            }
        }
        return "." + name;
    }

    private static SpringCacheSettings withTimeToLive(SpringCacheSettings base, String name, String suffix) {
        Lifetime lifetime;
        try {
            lifetime = lifetime(suffix);
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException(
                    "cache '" + name + "': what follows the # is the time to live and " + mistake.getMessage(),
                    mistake);
        }
        return with(null, lifetime).withDefaults(base);
    }
}
