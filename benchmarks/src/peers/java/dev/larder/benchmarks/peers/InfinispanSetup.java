package dev.larder.benchmarks.peers;

import dev.larder.benchmarks.PeerSetup;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.jcache.embedded.JCacheManager;

/**
 * Sets up Infinispan embedded, without a cluster. Application classes are copied by Java serialization, since its own
 * marshaller wants generated code for each of them; what the JDK brings is left to its own marshaller.
 */
public final class InfinispanSetup implements PeerSetup {
    @Override
    public Properties managerProperties(Class<?> valueType, OptionalLong maxEntries) {
        Consumer<GlobalConfigurationBuilder> global = builder -> {
            builder.nonClusteredDefault();
            if (!valueType.getName().startsWith("java.")) {
                builder.serialization()
                        .marshaller(new JavaSerializationMarshaller())
                        .allowList()
                        .addRegexps("dev\\.larder\\..*", "java\\..*");
            }
        };
        Function<String, org.infinispan.configuration.cache.Configuration> caches = name -> {
            ConfigurationBuilder builder = new ConfigurationBuilder();
            maxEntries.ifPresent(count -> builder.memory().maxCount(count));
            return builder.build();
        };
        Properties properties = new Properties();
        properties.put(JCacheManager.GLOBAL_CONFIGURATION_CONSUMER, global);
        properties.put(JCacheManager.CACHE_CONFIGURATION_FUNCTION, caches);
        return properties;
    }

    /** The capacity went into the manager's properties. */
    @Override
    public <K, V> Configuration<K, V> configuration(MutableConfiguration<K, V> plain, OptionalLong maxEntries) {
        return plain;
    }
}
