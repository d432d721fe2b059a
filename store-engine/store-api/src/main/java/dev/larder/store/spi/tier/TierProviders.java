package dev.larder.store.spi.tier;

import dev.larder.store.settings.Nearest;
import dev.larder.store.spi.TierProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of tiers on a class path, and the settings of all of them. Immutable. */
public final class TierProviders {
    private final Map<String, TierProvider> byName = new TreeMap<>();

    /** Those that {@link ServiceLoader} finds with the class loader. */
    public TierProviders(ClassLoader loader) {
        ServiceLoader.load(TierProvider.class, loader).forEach(found -> byName.put(found.name(), found));
    }

    /** Those that are found with the thread's context class loader, or with the system's where it has none. */
    public static TierProviders ofContext() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new TierProviders(context == null ? ClassLoader.getSystemClassLoader() : context);
    }

    /** Their names. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /**
     * The provider of a name.
     *
     * @throws IllegalArgumentException if there is none; names those there are
     */
    public TierProvider require(String name) {
        TierProvider provider = byName.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("There is no tier '" + name + "' on the class path"
                    + (byName.isEmpty() ? "" : "; " + Nearest.hint(name, byName.keySet()))
                    + ". rocksdb comes with the artifact"
                    + " dev.larder:larder-rocksdb, lmdb with dev.larder:larder-lmdb.");
        }
        return provider;
    }

    /**
     * Checks settings of any tiers.
     *
     * @param settings by the tier's name, a dot and the setting's
     * @throws IllegalArgumentException at the first mistake: of the tier's name, the setting's, or the value
     */
    public void check(Map<String, String> settings) {
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            String name = setting.getKey();
            int dot = name.indexOf('.');
            if (dot < 0) {
                throw new IllegalArgumentException("A setting of a tier begins with the tier's name and a dot, as in"
                        + " 'rocksdb.block-cache', found '" + name + "'.");
            }
            require(name.substring(0, dot)).checkSettings(Map.of(name.substring(dot + 1), setting.getValue()));
        }
    }

    /** Of settings as {@link #check} takes them, those of one tier, by the names it has for them. */
    public static Map<String, String> settingsOf(String tier, Map<String, String> settings) {
        Map<String, String> own = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(tier + ".")) {
                own.put(name.substring(tier.length() + 1), value);
            }
        });
        return own;
    }
}
