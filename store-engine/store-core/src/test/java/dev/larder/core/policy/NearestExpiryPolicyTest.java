package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearestExpiryPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("nearest-expiry");
    }

    @Test
    void takeVictims_datedAndUndated_namesNearestDeadlineFirstAndUndatedLast() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode undated = record(policy, "undated", PolicyNode.NEVER);
        PolicyTestNode later = record(policy, "later", 2_000);
        PolicyTestNode undatedToo = record(policy, "undated too", PolicyNode.NEVER);
        PolicyTestNode sooner = record(policy, "sooner", 1_000);

        policy.recordRead(undated);

        assertThat(policy.takeVictims(4, 4)).containsExactly(sooner, later, undatedToo, undated);
    }

    @Test
    void takeVictims_deadlineMovedAwayUnrecorded_namesTheNodeInItsNewTurn() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode extended = record(policy, "extended", 1_000);
        PolicyTestNode persisted = record(policy, "persisted", 1_500);
        PolicyTestNode unchanged = record(policy, "unchanged", 2_000);

        extended.setExpiresAtMillis(3_000);
        persisted.setExpiresAtMillis(PolicyNode.NEVER);

        assertThat(policy.takeVictims(3, 3)).containsExactly(unchanged, extended, persisted);
    }

    @Test
    void recordRead_deadlineBroughtForward_namesTheNodeInItsNewTurn() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode unchanged = record(policy, "unchanged", 2_000);
        PolicyTestNode shortened = record(policy, "shortened", 3_000);
        PolicyTestNode dated = record(policy, "dated", PolicyNode.NEVER);

        shortened.setExpiresAtMillis(1_000);
        dated.setExpiresAtMillis(500);
        policy.recordRead(shortened);
        policy.recordWrite(dated, 0);

        assertThat(policy.takeVictims(3, 3)).containsExactly(dated, shortened, unchanged);
    }

    @Test
    void takeVictims_anySequence_equalsNaiveModel() {
        Random deadlines = new Random(3);
        ModelRun.compare(
                () -> newPolicy(10),
                () -> new SortingModel(deadlines),
                key -> new PolicyTestNode(key, 1, randomDeadlineMillis(deadlines)));
    }

    private static PolicyTestNode record(EvictionPolicy<PolicyTestNode> policy, String key, long expiresAtMillis) {
        PolicyTestNode node = new PolicyTestNode(key, 1, expiresAtMillis);
        policy.recordWrite(node, 1);
        return node;
    }

    /** Practically never the same twice, since the order of equal deadlines is not defined. */
    private static long randomDeadlineMillis(Random random) {
        return random.nextInt(4) == 0 ? PolicyNode.NEVER : random.nextLong() >>> 8;
    }

    /** Also moves deadlines away behind the policy's back, which it must notice by itself. */
    private static final class SortingModel implements PolicyModel {
        private final Random deadlines;
        private final Set<PolicyTestNode> inUseOrder = new LinkedHashSet<>();

        private SortingModel(Random deadlines) {
            this.deadlines = deadlines;
        }

        @Override
        public void read(PolicyTestNode node) {
            write(node);
        }

        @Override
        public void write(PolicyTestNode node) {
            inUseOrder.remove(node);
            inUseOrder.add(node);
            List<PolicyTestNode> known = new ArrayList<>(inUseOrder);
            PolicyTestNode other = known.get(deadlines.nextInt(known.size()));
            if (other.expiresAtMillis() != PolicyNode.NEVER) {
                other.setExpiresAtMillis(other.expiresAtMillis() + (deadlines.nextLong() >>> 20));
            }
        }

        @Override
        public void remove(PolicyTestNode node) {
            inUseOrder.remove(node);
        }

        @Override
        public PolicyTestNode takeVictim() {
            PolicyTestNode victim = inUseOrder.stream() // stable: the least recently used of the undated ones
                    .min(Comparator.comparingLong(PolicyTestNode::expiresAtMillis))
                    .orElseThrow();
            inUseOrder.remove(victim);
            return victim;
        }
    }
}
