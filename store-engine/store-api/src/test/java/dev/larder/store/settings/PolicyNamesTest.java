package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PolicyNamesTest {
    @SuppressWarnings("unused") // the source of a parameterized test
    private static final java.util.List<String> BUILT_IN = PolicyNames.BUILT_IN;

    @ParameterizedTest
    @FieldSource("BUILT_IN")
    void require_builtIn_isItself(String name) {
        assertThat(new PolicyNames(getClass().getClassLoader()).require(name)).isEqualTo(name);
    }

    @Test
    void require_nameOfAPlugIn_isItselfWhereTheLoaderFindsIt(@TempDir Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(EvictionPolicyProvider.class.getName()), SecondChance.class.getName());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(new PolicyNames(loader).require("second-chance")).isEqualTo("second-chance");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicyNames(getClass().getClassLoader()).require("second-chance"))
                .withMessageStartingWith(
                        "must be an eviction policy, found 'second-chance'; Known: window-tinylfu, lru");
    }

    /** A policy that a plug-in brings, and that nothing creates. */
    public static final class SecondChance implements EvictionPolicyProvider {
        @Override
        public String name() {
            return "second-chance";
        }

        @Override
        public <N extends PolicyNode> EvictionPolicy<N> create(long capacity, RandomGenerator random) {
            throw new AssertionError("created");
        }
    }
}
