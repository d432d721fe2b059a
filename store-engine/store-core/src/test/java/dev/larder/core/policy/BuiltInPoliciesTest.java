package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInPoliciesTest {
    private final ClassLoader loader = BuiltInPoliciesTest.class.getClassLoader();

    @Test
    void names_noPlugIns_areAllBuiltInOnesInOrder() {
        assertThat(BuiltInPolicies.names(loader))
                .containsExactly(
                        "arc",
                        "lfu",
                        "lru",
                        "nearest-expiry",
                        "none",
                        "random",
                        "volatile-lfu",
                        "volatile-lru",
                        "window-tinylfu");
    }

    @Test
    void find_everyName_hasAProviderUnlessTheTableDoesWithoutOne() {
        for (String name : BuiltInPolicies.names(loader)) {
            boolean byTable = name.equals(BuiltInPolicies.NONE);
            assertThat(BuiltInPolicies.find(name, loader).isEmpty()).as(name).isEqualTo(byTable);
        }
    }

    @Test
    void find_typo_saysWhatWasMeantAndWhatIsKnown() {
        assertThatThrownBy(() -> BuiltInPolicies.find("lruu", loader))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown eviction policy 'lruu'; did you mean 'lru'? known: arc, lfu, lru, nearest-expiry,"
                        + " none, random, volatile-lfu, volatile-lru, window-tinylfu. A policy of a plug-in needs its"
                        + " artifact on the class path.");
    }

    @Test
    void find_nothingAlike_listsWhatIsKnown() {
        assertThatThrownBy(() -> BuiltInPolicies.find("most-expensive", loader))
                .hasMessageStartingWith("unknown eviction policy 'most-expensive'; known: arc, lfu,");
    }

    @Test
    void find_plugIn_isFoundByTheLoaderThatSeesIt(@TempDir Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(EvictionPolicyProvider.class.getName()), PlugIn.class.getName());
        try (URLClassLoader plugInLoader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, loader)) {
            assertThat(BuiltInPolicies.find("first-come", plugInLoader)).containsInstanceOf(PlugIn.class);
            assertThat(BuiltInPolicies.names(plugInLoader)).contains("first-come", "lru");
        }
        assertThatThrownBy(() -> BuiltInPolicies.find("first-come", loader))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void create_capacityNotPositive_isRefused() {
        assertThatThrownBy(() -> Policies.provider("lru").create(0, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity of an 'lru' eviction policy must be positive: 0");
    }

    /** Found through a services file that the test writes. */
    public static final class PlugIn implements EvictionPolicyProvider {
        @Override
        public String name() {
            return "first-come";
        }

        @Override
        public <N extends PolicyNode> EvictionPolicy<N> create(long capacity, RandomGenerator random) {
            return new OrderedPolicy<>(new LruOrder<N>());
        }
    }
}
