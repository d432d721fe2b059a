package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LfuPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("lfu");
    }

    @Test
    void takeVictims_unequalUses_namesLeastFrequentlyUsedFirst() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode often = node("often", 1);
        PolicyTestNode twice = node("twice", 1);
        PolicyTestNode twiceButLater = node("twice but later", 1);
        policy.recordWrite(often, 1);
        policy.recordWrite(twice, 1);
        policy.recordWrite(twiceButLater, 1);

        policy.recordRead(often);
        policy.recordRead(often);
        policy.recordRead(twice);
        policy.recordWrite(twiceButLater, 0);

        assertThat(policy.takeVictims(3, 3)).containsExactly(twice, twiceButLater, often);
    }

    @Test
    void takeVictims_othersUsedMoreOften_sparesTheNewestNode() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode old = node("old", 1);
        PolicyTestNode newest = node("newest", 1);
        policy.recordWrite(old, 1);
        policy.recordRead(old);

        policy.recordWrite(newest, 1);

        assertThat(policy.takeVictims(2, 2)).containsExactly(old, newest);
    }

    @Test
    void takeVictims_anySequence_equalsNaiveModel() {
        ModelRun.compare(() -> newPolicy(10), CountingModel::new, key -> node(key, 1));
    }

    private static final class CountingModel implements PolicyModel {
        private record Uses(long count, long last) {}

        private final Map<PolicyTestNode, Uses> uses = new HashMap<>();
        private @Nullable PolicyTestNode newest;
        private long clock;

        @Override
        public void read(PolicyTestNode node) {
            uses.compute(node, (same, known) -> new Uses(known == null ? 1 : known.count + 1, clock++));
            if (node == newest) {
                newest = null;
            }
        }

        @Override
        public void write(PolicyTestNode node) {
            boolean added = !uses.containsKey(node);
            read(node);
            if (added) {
                newest = node;
            }
        }

        @Override
        public void remove(PolicyTestNode node) {
            uses.remove(node);
        }

        @Override
        public PolicyTestNode takeVictim() {
            PolicyTestNode victim = uses.keySet().stream()
                    .filter(node -> node != newest || uses.size() == 1)
                    .min(Comparator.comparingLong((PolicyTestNode node) -> uses.get(node).count)
                            .thenComparingLong(node -> uses.get(node).last))
                    .orElseThrow();
            uses.remove(victim);
            return victim;
        }
    }
}
