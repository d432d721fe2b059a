package dev.larder.core.durable;

import dev.larder.store.StorageFullException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.MemoryTierProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tiers in memory, which stay when they are closed, and whose disk is full when a test says so. */
public final class ScriptedTierProvider implements TierProvider {
    static final String NAME = "scripted";

    private static volatile MemoryTierProvider disks = new MemoryTierProvider();
    private static volatile boolean full;

    /** Made by {@link java.util.ServiceLoader}. */
    public ScriptedTierProvider() {}

    /** Whether changes are refused from now on. */
    static void setFull(boolean value) {
        full = value;
    }

    /** Deletes everything that was ever written. */
    static void forgetEverything() {
        disks = new MemoryTierProvider();
        full = false;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void checkSettings(Map<String, String> settings) {
        disks.checkSettings(settings);
    }

    @Override
    public TierStore open(Path directory, Map<String, String> settings, Duration syncInterval) {
        return new FillableStore(disks.open(directory, settings, syncInterval));
    }

    private static void requireRoom() {
        if (full) {
            throw new StorageFullException("The disk is full, says the test. Nothing was changed; make room.");
        }
    }

    private record FillableStore(TierStore store) implements TierStore {
        @Override
        public Set<String> keyspaces() {
            return store.keyspaces();
        }

        @Override
        public Tier tier(String keyspace) {
            return new FillableTier(store.tier(keyspace));
        }

        @Override
        public void drop(String keyspace) {
            requireRoom();
            store.drop(keyspace);
        }

        @Override
        public void backup(Path target) {
            store.backup(target);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private record FillableTier(Tier tier) implements Tier {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return tier.get(key);
        }

        @Override
        public long put(byte[] key, byte[] record) {
            requireRoom();
            return tier.put(key, record);
        }

        @Override
        public long remove(byte[] key) {
            requireRoom();
            return tier.remove(key);
        }

        @Override
        public long write(List<Change> changes) {
            requireRoom();
            return tier.write(changes);
        }

        @Override
        public long clear() {
            requireRoom();
            return tier.clear();
        }

        @Override
        public CompletionStage<@Nullable Void> whenDurable(long change) {
            return tier.whenDurable(change);
        }

        @Override
        public Cursor scan(byte @Nullable [] from, byte @Nullable [] to) {
            return tier.scan(from, to);
        }

        @Override
        public long approximateCount() {
            return tier.approximateCount();
        }

        @Override
        public long approximateBytes() {
            return tier.approximateBytes();
        }

        @Override
        public BulkLoad bulkLoad() {
            return tier.bulkLoad();
        }

        @Override
        public Map<String, Long> statistics() {
            return tier.statistics();
        }
    }
}
