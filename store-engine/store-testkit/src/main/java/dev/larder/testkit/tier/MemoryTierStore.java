package dev.larder.testkit.tier;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider.TierStore;
import dev.larder.store.spi.tier.Gate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Maps of one directory. Making and dropping tiers hold this object's monitor; using a tier goes through its gate alone. */
final class MemoryTierStore implements TierStore {
    private final Contents contents;
    private final BiFunction<Path, Contents, @Nullable Contents> addDisk;
    private final Gate gate = new Gate("the store of tiers in memory");
    private final Map<String, MemoryTier> tiers = new HashMap<>();

    /** What a disk would hold. */
    static final class Contents {
        private final Map<String, ConcurrentSkipListMap<byte[], byte[]>> keyspaces = new ConcurrentHashMap<>();
    }

    MemoryTierStore(Contents contents, BiFunction<Path, Contents, @Nullable Contents> addDisk) {
        this.contents = contents;
        this.addDisk = addDisk;
    }

    @Override
    public Set<String> keyspaces() {
        long stamp = gate.enter();
        try {
            return Set.copyOf(contents.keyspaces.keySet());
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public synchronized Tier tier(String keyspace) {
        long stamp = gate.enter();
        try {
            return tiers.computeIfAbsent(
                    keyspace,
                    name -> new MemoryTier(
                            name, contents.keyspaces.computeIfAbsent(name, absent -> MemoryTier.emptyRecords())));
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public synchronized void drop(String keyspace) {
        long stamp = gate.enter();
        try {
            contents.keyspaces.remove(keyspace);
            MemoryTier tier = tiers.remove(keyspace);
            if (tier != null) {
                tier.close();
            }
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public void backup(Path target) {
        long stamp = gate.enter();
        try {
            Contents copy = new Contents();
            contents.keyspaces.forEach((keyspace, records) -> copy.keyspaces.put(keyspace, records.clone()));
            if (addDisk.apply(target, copy) != null) {
                throw new IllegalArgumentException(
                        "a backup goes into a new directory, but " + target + " is there already; name another");
            }
        } finally {
            gate.leave(stamp);
        }
    }

    @Override
    public synchronized void close() {
        gate.close(() -> tiers.values().forEach(MemoryTier::close));
    }
}
