package dev.larder.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * Puts one entry and halts. Uses nothing of the other classes here but the provider's own set-up, so that next to no
 * class is loaded that an application would not load.
 */
final class StartUpProbe {
    private StartUpProbe() {}

    /** Takes {@code bare}, the name of a limit, or the class names of a provider and its set-up. */
    public static void main(String[] args) throws ReflectiveOperationException {
        switch (args[0]) {
            case "bare" -> {}
            case "raw-chm" -> new ConcurrentHashMap<String, String>().put("key", "value");
            case "raw-caffeine" -> Caffeine.newBuilder().build().put("key", "value");
            default ->
                put(
                        args[0],
                        Class.forName(args[1])
                                .asSubclass(PeerSetup.class)
                                .getDeclaredConstructor()
                                .newInstance());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void put(String providerClassName, PeerSetup setup) {
        CachingProvider provider = Caching.getCachingProvider(providerClassName);
        CacheManager manager = provider.getCacheManager(
                provider.getDefaultURI(),
                provider.getDefaultClassLoader(),
                setup.managerProperties(String.class, OptionalLong.empty()));
        MutableConfiguration<String, String> plain =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);
        manager.createCache("benchmark", setup.configuration(plain, OptionalLong.empty()))
                .put("key", "value");
    }
}
