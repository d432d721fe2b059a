package dev.larder.benchmarks;

import dev.larder.jcache.LarderConfiguration;
import java.util.OptionalLong;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** Bounds a cache of Larder. */
final class LarderSetup implements PeerSetup {
    @Override
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        return maxEntries.isEmpty() ? plain : new LarderConfiguration<>(plain).setMaxEntries(maxEntries.getAsLong());
    }
}
