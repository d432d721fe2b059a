package dev.larder.core.table;

import dev.larder.core.policy.PolicyDriver;
import dev.larder.store.spi.EvictionPolicy;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with a capacity and an {@link EvictionPolicy}. The policy hears of reads and writes in batches; what it names
 * as victims is removed by whoever wrote last.
 */
public final class PolicyTable<K, V> extends MapTable<K, V> {
    /** More than a keyspace can hold, for one that only the store's memory limits. */
    public static final long NO_CAPACITY = Long.MAX_VALUE - Integer.MAX_VALUE;

    private final PolicyDriver<PolicyEntry<K, V>> driver;
    private final long capacity;

    /**
     * Creates an empty table.
     *
     * @param capacity the largest sum of the entries' weights
     * @param policy names the victims
     */
    public PolicyTable(long capacity, EvictionPolicy<PolicyEntry<K, V>> policy) {
        this.capacity = capacity;
        driver = new PolicyDriver<>(policy, entry -> !entry.isDead());
    }

    @Override
    public @Nullable Entry<K, V> read(K key) {
        Entry<K, V> entry = find(key);
        if (entry != null) {
            driver.recordRead(tracked(entry));
        }
        return entry;
    }

    @Override
    public void recordRead(Entry<K, V> entry) {
        driver.recordRead(tracked(entry));
    }

    @Override
    public void recordWrite(Entry<K, V> entry) {
        driver.recordWrite(tracked(entry));
    }

    @Override
    public List<Entry<K, V>> victims(long weightToFree, int max) {
        return Collections.unmodifiableList(driver.takeVictims(weightToFree, max));
    }

    @Override
    public List<Entry<K, V>> excess(int max) {
        return Collections.unmodifiableList(driver.takeExcess(capacity, max));
    }

    /** The weight of all entries that the policy knows of by now. */
    long weight() {
        return driver.weight();
    }

    @Override
    public boolean tracksEntries() {
        return true;
    }

    @Override
    public void maintain() {
        super.maintain();
        driver.drain();
    }

    @SuppressWarnings("unchecked")
    private PolicyEntry<K, V> tracked(Entry<K, V> entry) {
        return (PolicyEntry<K, V>) entry;
    }
}
