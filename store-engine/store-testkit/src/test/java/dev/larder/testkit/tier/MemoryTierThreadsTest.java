package dev.larder.testkit.tier;

import dev.larder.store.spi.TierProvider;

class MemoryTierThreadsTest extends TierThreadsContract {
    private final TierProvider provider = new MemoryTierProvider();

    @Override
    protected TierProvider provider() {
        return provider;
    }
}
