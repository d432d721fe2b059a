package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The contestants by short name. A peer's classes are looked up by name, since most are there in profile 'peers' only. */
final class Providers {
    static final String RAW_MAP = "raw-chm";
    static final String RAW_CAFFEINE = "raw-caffeine";

    private static final Map<String, Provider> BY_NAME = new LinkedHashMap<>();

    static {
        add("larder", "dev.larder.jcache.LarderCachingProvider", "dev.larder.benchmarks.LarderSetup");
        add(
                "caffeine",
                "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
                "dev.larder.benchmarks.CaffeineSetup");
        add("ehcache", "org.ehcache.jsr107.EhcacheCachingProvider", "dev.larder.benchmarks.peers.EhcacheSetup");
        add("cache2k", "org.cache2k.jcache.provider.JCacheProvider", "dev.larder.benchmarks.peers.Cache2kSetup");
        add(
                "infinispan",
                "org.infinispan.jcache.embedded.JCachingProvider",
                "dev.larder.benchmarks.peers.InfinispanSetup");
        add(
                "hazelcast",
                "com.hazelcast.cache.HazelcastMemberCachingProvider",
                "dev.larder.benchmarks.peers.HazelcastSetup");
        add("ri", "org.jsr107.ri.spi.RICachingProvider", "dev.larder.benchmarks.peers.ReferenceSetup");
    }

    private Providers() {}

    private record Provider(String providerClassName, String setupClassName) {}

    private static void add(String name, String providerClassName, String setupClassName) {
        BY_NAME.put(name, new Provider(providerClassName, setupClassName));
    }

    /** All short names: the limits, then the providers. */
    static List<String> names() {
        List<String> names = new ArrayList<>(List.of(RAW_MAP, RAW_CAFFEINE));
        names.addAll(BY_NAME.keySet());
        return names;
    }

    /** The short names whose classes are on the class path. */
    static List<String> available() {
        return names().stream().filter(Providers::isAvailable).toList();
    }

    static boolean isAvailable(String name) {
        if (isLimit(name)) {
            return true;
        }
        try {
            Class.forName(named(name).providerClassName(), false, Providers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isLimit(String name) {
        return name.equals(RAW_MAP) || name.equals(RAW_CAFFEINE);
    }

    /** Whether a contestant can do a workload: only a map and the reference implementation have no capacity. */
    static boolean supports(String name, Workload workload) {
        boolean unbounded = name.equals(RAW_MAP) || name.equals("ri");
        return !unbounded || workload.settings().maxEntries().isEmpty();
    }

    /**
     * Opens the contestant's cache, empty.
     *
     * @throws IllegalStateException if its jar is not on the class path
     */
    static <V> Subject<V> open(String name, Class<V> valueType, CacheSettings settings) {
        if (name.equals(RAW_MAP)) {
            return new MapSubject<>();
        }
        if (name.equals(RAW_CAFFEINE)) {
            return new CaffeineSubject<>(settings);
        }
        Provider provider = named(name);
        return new JCacheSubject<>(provider.providerClassName(), setupOf(name, provider), valueType, settings);
    }

    /** The name of the contestant's caching provider; empty for a limit, which is none. */
    static String classNameOf(String name) {
        return BY_NAME.containsKey(name) ? named(name).providerClassName() : "";
    }

    /** What {@link StartUpProbe} has to be told to open the contestant. */
    static List<String> startUpArguments(String name) {
        if (isLimit(name)) {
            return List.of(name);
        }
        Provider provider = named(name);
        return List.of(provider.providerClassName(), provider.setupClassName());
    }

    private static Provider named(String name) {
        Provider provider = BY_NAME.get(name);
        if (provider == null) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "Unknown provider '%s'; choose from %s.", name, names()));
        }
        return provider;
    }

    private static PeerSetup setupOf(String name, Provider provider) {
        try {
            return Class.forName(provider.setupClassName())
                    .asSubclass(PeerSetup.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "Provider '%s' is not on the class path (no %s); build with -Ppeers.",
                            name,
                            provider.setupClassName()),
                    e);
        }
    }
}
