package dev.larder.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.policy.BuiltInPolicies;
import dev.larder.store.spi.EvictionPolicyProvider;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyTableTest {
    private static final int CAPACITY = 1;

    private final EvictionPolicyProvider lru =
            BuiltInPolicies.find("lru", getClass().getClassLoader()).orElseThrow();
    private final PolicyTable<String, String> table = new PolicyTable<>(CAPACITY, lru.create(CAPACITY, new Random(1)));

    @Test
    void weight_writeIsToldBeforeTheCreation_isThatOfTheLastWeight() {
        PolicyEntry<String, String> entry = add("a", 1_000);
        entry.setSizeBytes(10);
        table.recordWrite(entry);
        table.recordWrite(entry);

        assertWeighs(10);
    }

    @Test
    void weight_victimIsWrittenAndHandedBack_isThatOfTheLastWeight() {
        PolicyEntry<String, String> entry = add("a", 1_000);
        table.recordWrite(entry);
        assertThat(table.victims(1, 1)).containsExactly(entry);
        assertWeighs(0);

        entry.setSizeBytes(1_010);
        table.recordWrite(entry);
        table.recordWrite(entry);

        assertWeighs(1_010);
    }

    @Test
    void weight_entryIsPinnedAndUnpinned_countsItOnlyUnpinned() {
        PolicyEntry<String, String> entry = add("a", 1_000);
        table.recordWrite(entry);
        entry.setPinned(true);
        table.recordWrite(entry);
        assertWeighs(0);
        assertThat(table.victims(1, 1)).isEmpty();

        entry.setPinned(false);
        table.recordWrite(entry);
        assertWeighs(1_000);
    }

    @Test
    void weight_writeIsToldAfterTheRemoval_forgetsTheEntry() {
        PolicyEntry<String, String> entry = add("a", 1_000);
        table.recordWrite(entry);
        EntryLock.tryLock(entry);
        EntryLock.unlockDead(entry);
        table.recordWrite(entry);
        table.recordWrite(entry);

        assertWeighs(0);
        assertThat(table.victims(1, 1)).isEmpty();
    }

    private PolicyEntry<String, String> add(String key, int sizeBytes) {
        PolicyEntry<String, String> entry = new PolicyEntry<>(key, "v", 1, false, false);
        entry.setSizeBytes(sizeBytes);
        assertThat(table.putIfAbsent(entry)).isNull();
        return entry;
    }

    private void assertWeighs(long weight) {
        table.maintain();
        assertThat(table.weight()).isEqualTo(weight);
    }
}
