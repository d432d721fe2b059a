package dev.larder.testkit.tier;

import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.tier.TierSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tiers in memory: for tests of what uses tiers, and as the example of a tier of one's own in {@code docs/tiers.md}. What
 * was in a directory is there when this provider opens it again, as if it had been on a disk. Safe for use by any number of
 * threads.
 */
public final class MemoryTierProvider implements TierProvider {
    /** The name by which settings know it. */
    public static final String NAME = "memory";

    private final Map<Path, MemoryTierStore.Contents> disks = new ConcurrentHashMap<>();

    /** A provider with empty disks. */
    public MemoryTierProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /** There are none: all are refused. */
    @Override
    public void checkSettings(Map<String, String> settings) {
        new TierSettings(NAME, List.of(), settings);
    }

    @Override
    public TierStore open(Path directory, Map<String, String> settings, Duration syncInterval) {
        checkSettings(settings);
        return new MemoryTierStore(
                disks.computeIfAbsent(directory, absent -> new MemoryTierStore.Contents()), disks::putIfAbsent);
    }
}
