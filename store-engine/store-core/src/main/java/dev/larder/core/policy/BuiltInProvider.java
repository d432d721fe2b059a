package dev.larder.core.policy;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A policy that the core brings: its name and how it is made. */
record BuiltInProvider(String name, Factory factory) implements EvictionPolicyProvider {
    @Override
    public <N extends PolicyNode> EvictionPolicy<N> create(long capacity, RandomGenerator random) {
        if (capacity <= 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "capacity of an '%s' eviction policy must be positive: %d", name, capacity));
        }
        return factory.create(capacity, random);
    }

    /** {@link EvictionPolicyProvider#create} without the name, for a reference to a generic method. */
    interface Factory {
        <N extends PolicyNode> EvictionPolicy<N> create(long capacity, RandomGenerator random);
    }
}
