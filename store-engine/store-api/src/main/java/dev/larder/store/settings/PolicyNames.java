package dev.larder.store.settings;

import dev.larder.store.spi.EvictionPolicyProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Knows the eviction policies that a configuration may name: the engine's own, and those of plug-ins. */
public final class PolicyNames {
    /** As {@link dev.larder.store.KeyspaceConfig#policy} lists them. */
    public static final List<String> BUILT_IN = List.of(
            "window-tinylfu", "lru", "lfu", "arc", "random", "nearest-expiry", "volatile-lru", "volatile-lfu", "none");

    private final ClassLoader plugInLoader;

    /** Looks for plug-ins with the given class loader. */
    public PolicyNames(ClassLoader plugInLoader) {
        this.plugInLoader = plugInLoader;
    }

    /** Finds plug-ins, of policies as of whatever else settings name. */
    public ClassLoader plugInLoader() {
        return plugInLoader;
    }

    /** The name itself; plug-ins are looked for only if the engine has no such policy. */
    public String require(String name) {
        if (BUILT_IN.contains(name) || isPlugIn(name)) {
            return name;
        }
        throw new IllegalArgumentException("must be an eviction policy, found '" + name + "'; "
                + Nearest.hint(name, BUILT_IN) + ". A policy of a plug-in needs its artifact on the class path");
    }

    private boolean isPlugIn(String name) {
        return ServiceLoader.load(EvictionPolicyProvider.class, plugInLoader).stream()
                .anyMatch(provider -> provider.get().name().equals(name));
    }
}
