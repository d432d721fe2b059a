package dev.larder.store.spi;

import java.util.random.RandomGenerator;

/**
 * Creates an {@link EvictionPolicy} for one keyspace. Found by its {@link #name} among the providers that
 * {@link java.util.ServiceLoader} knows and those that the core brings.
 *
 * <p><b>Threads:</b> stateless; may be called from any thread.
 */
public interface EvictionPolicyProvider {
    /** The name by which a configuration asks for the policy, in lower case with hyphens, such as {@code "volatile-lru"}. */
    String name();

    /**
     * Creates a policy with no nodes.
     *
     * @param capacity the keyspace's capacity, in the unit of {@link PolicyNode#weight}; positive
     * @param random the source of every random choice, so that a seed repeats a run
     */
    <N extends PolicyNode> EvictionPolicy<N> create(long capacity, RandomGenerator random);
}
