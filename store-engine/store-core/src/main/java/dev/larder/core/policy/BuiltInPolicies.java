package dev.larder.core.policy;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds eviction policies by name: those that the core brings, and those that {@link ServiceLoader} finds. A built-in
 * name is never taken over by a plug-in, so that "lru" means the same in every application.
 *
 * <p><b>Threads:</b> safe from any thread.
 */
public final class BuiltInPolicies {
    /** The table evicts nothing and refuses writes when full. No provider has this name. */
    public static final String NONE = "none";

    private BuiltInPolicies() {}

    /** Made for the first keyspace that asks for one of them; most ask for the default. */
    private static final class Providers {
        static final Set<EvictionPolicyProvider> ALL = Set.of(
                new BuiltInProvider("window-tinylfu", BuiltInPolicies::windowTinyLfu),
                new BuiltInProvider("lru", BuiltInPolicies::lru),
                new BuiltInProvider("lfu", BuiltInPolicies::lfu),
                new BuiltInProvider("arc", BuiltInPolicies::arc),
                new BuiltInProvider("random", BuiltInPolicies::random),
                new BuiltInProvider("nearest-expiry", BuiltInPolicies::nearestExpiry),
                new BuiltInProvider("volatile-lru", BuiltInPolicies::volatileLru),
                new BuiltInProvider("volatile-lfu", BuiltInPolicies::volatileLfu));
    }

    /**
     * Every name that a configuration may give, in alphabetical order, {@link #NONE} included.
     *
     * @param plugInLoader where {@link ServiceLoader} looks for plug-ins
     */
    public static Set<String> names(ClassLoader plugInLoader) {
        return Stream.concat(Stream.of(NONE), providers(plugInLoader).map(EvictionPolicyProvider::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the provider of a policy, or nothing for {@link #NONE}, which tables do without one.
     *
     * @param plugInLoader where {@link ServiceLoader} looks for plug-ins
     * @throws IllegalArgumentException if no policy has this name; the message lists the names and guesses which one
     *     was meant
     */
    public static Optional<EvictionPolicyProvider> find(String name, ClassLoader plugInLoader) {
        if (name.equals(NONE)) {
            return Optional.empty();
        }
        Optional<EvictionPolicyProvider> found = providers(plugInLoader)
                .filter(provider -> provider.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            throw unknown(name, names(plugInLoader));
        }
        return found;
    }

    private static Stream<EvictionPolicyProvider> providers(ClassLoader plugInLoader) {
        return Stream.concat(
                Providers.ALL.stream(),
                ServiceLoader.load(EvictionPolicyProvider.class, plugInLoader).stream()
                        .map(ServiceLoader.Provider::get));
    }

    private static IllegalArgumentException unknown(String name, Set<String> known) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "unknown eviction policy '%s'; %sknown: %s. A policy of a plug-in needs its artifact on the class path.",
                name,
                NearMiss.of(name, known)
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse(""),
                String.join(", ", known)));
    }

    private static <N extends PolicyNode> EvictionPolicy<N> windowTinyLfu(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new WindowTinyLfuOrder<N>(capacity, random));
    }

    private static <N extends PolicyNode> EvictionPolicy<N> lru(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new LruOrder<N>());
    }

    private static <N extends PolicyNode> EvictionPolicy<N> lfu(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new LfuOrder<N>());
    }

    private static <N extends PolicyNode> EvictionPolicy<N> arc(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new ArcOrder<N>(capacity));
    }

    private static <N extends PolicyNode> EvictionPolicy<N> random(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new RandomOrder<N>(random));
    }

    private static <N extends PolicyNode> EvictionPolicy<N> nearestExpiry(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new NearestExpiryOrder<N>());
    }

    private static <N extends PolicyNode> EvictionPolicy<N> volatileLru(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new VolatileOrder<N>(new LruOrder<>()));
    }

    private static <N extends PolicyNode> EvictionPolicy<N> volatileLfu(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new VolatileOrder<N>(new LfuOrder<>()));
    }
}
