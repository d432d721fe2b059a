package dev.larder.core.policy;

import dev.larder.store.spi.EvictionPolicyProvider;

/** What the tests of all policies share. */
final class Policies {
    private Policies() {}

    static EvictionPolicyProvider provider(String name) {
        return BuiltInPolicies.find(name, Policies.class.getClassLoader()).orElseThrow();
    }
}
