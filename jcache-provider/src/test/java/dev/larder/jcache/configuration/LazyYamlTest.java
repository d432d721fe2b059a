package dev.larder.jcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.Capacity;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** A manager without a file starts without the classes of the YAML parser, which would cost it time. */
class LazyYamlTest {
    @Test
    void of_noFile_loadsNoYamlClasses() throws Exception {
        URL[] withoutYaml = Stream.of(CacheDefaults.class, Capacity.class, MutableConfiguration.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(withoutYaml, ClassLoader.getPlatformClassLoader())) {
            Class<?> defaults = loader.loadClass(CacheDefaults.class.getName());
            Method of = defaults.getMethod("of", URI.class, ClassLoader.class);
            Method complete =
                    defaults.getMethod("complete", String.class, loader.loadClass(Configuration.class.getName()));
            Object configuration = loader.loadClass(MutableConfiguration.class.getName())
                    .getConstructor()
                    .newInstance();

            for (URI name : new URI[] {null, URI.create("urn:orders")}) {
                assertThat(complete.invoke(of.invoke(null, name, loader), "users", configuration))
                        .hasSameClassAs(loader.loadClass(LarderConfiguration.class.getName())
                                .getConstructor()
                                .newInstance());
            }
            URI file = getClass().getResource("/configuration/ten-entries.yaml").toURI();
            assertThatThrownBy(() -> of.invoke(null, file, loader))
                    .hasRootCauseInstanceOf(ClassNotFoundException.class);
        }
    }
}
