package dev.larder.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EvictionPolicy} must keep, whatever its order: exact weights, victims named once and forgotten,
 * late and doubled calls ignored. A test class extends it and adds what is particular to its policy.
 */
public abstract class EvictionPolicyContract {
    private static final int CAPACITY = 100;
    private static final int RANDOM_RUNS = 100;
    private static final int STEPS_PER_RUN = 2_000;
    private static final long DEADLINE_MILLIS = 1_000;

    /** Creates a contract; the test engine does. */
    protected EvictionPolicyContract() {}

    /** The provider under test. */
    protected abstract EvictionPolicyProvider provider();

    /** Whether the policy names nodes that have no deadline. */
    protected boolean evictsNodesWithoutDeadline() {
        return true;
    }

    /** A new policy of the given capacity, whose random choices are always the same. */
    protected final EvictionPolicy<PolicyTestNode> newPolicy(long capacity) {
        return provider().create(capacity, new Random(1));
    }

    /** A node with a deadline, which every policy may evict. */
    protected static PolicyTestNode node(Object key, int weight) {
        return new PolicyTestNode(key, weight, DEADLINE_MILLIS);
    }

    @Test
    void create_nothingRecorded_weighsNothingAndNamesNobody() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);

        assertThat(policy.weight()).isZero();
        assertThat(policy.takeVictims(10, 10)).isEmpty();
    }

    @Test
    void recordWrite_newAndKnownNodes_sumsUpTheDeltas() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        PolicyTestNode node = node("a", 5);

        policy.recordWrite(node, 5);
        policy.recordWrite(node("b", 7), 7);
        policy.recordWrite(node, 3);
        policy.recordWrite(node, -6);

        assertThat(policy.weight()).isEqualTo(5 + 7 + 3 - 6);
    }

    @Test
    void recordRead_unknownNode_isIgnored() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        PolicyTestNode stranger = node("stranger", 5);

        policy.recordRead(stranger);

        assertThat(stranger.policyLink()).isNull();
        assertThat(policy.weight()).isZero();
        assertThat(policy.takeVictims(10, 10)).isEmpty();
    }

    @Test
    void recordRemoval_weightChangedUnrecorded_subtractsWhatWasRecorded() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        PolicyTestNode node = node("a", 5);
        policy.recordWrite(node, 5);
        policy.recordWrite(node("b", 7), 7);

        node.setWeight(50);
        policy.recordRemoval(node);

        assertThat(policy.weight()).isEqualTo(7);
        assertThat(node.policyLink()).isNull();
    }

    @Test
    void recordRemoval_unknownOrRemovedNode_isIgnored() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        PolicyTestNode removed = node("removed", 5);
        PolicyTestNode kept = node("kept", 7);
        policy.recordWrite(removed, 5);
        policy.recordWrite(kept, 7);

        policy.recordRemoval(removed);
        policy.recordRemoval(removed);
        policy.recordRemoval(node("stranger", 9));
        policy.recordRead(removed);

        assertThat(policy.weight()).isEqualTo(7);
        assertThat(policy.takeVictims(100, 100)).containsExactly(kept);
    }

    @Test
    void takeVictims_weightToFree_namesNoMoreThanNeeded() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        fill(policy, 10, 10);

        assertThat(policy.takeVictims(21, 10)).hasSize(3);
        assertThat(policy.weight()).isEqualTo(70);
        assertThat(policy.takeVictims(20, 10)).hasSize(2);
        assertThat(policy.weight()).isEqualTo(50);
    }

    @Test
    void takeVictims_max_namesNoMoreThanMax() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        fill(policy, 10, 10);

        assertThat(policy.takeVictims(100, 4)).hasSize(4);
        assertThat(policy.takeVictims(100, 0)).isEmpty();
    }

    @Test
    void takeVictims_nothingToFree_namesNobody() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        fill(policy, 10, 10);

        assertThat(policy.takeVictims(0, 10)).isEmpty();
        assertThat(policy.takeVictims(-5, 10)).isEmpty();
        assertThat(policy.weight()).isEqualTo(100);
    }

    @Test
    void takeVictims_moreThanThereIs_namesEveryNodeOnceAndForgetsIt() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        List<PolicyTestNode> nodes = fill(policy, 10, 10);

        List<PolicyTestNode> victims = policy.takeVictims(Long.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(victims).containsExactlyInAnyOrderElementsOf(nodes);
        assertThat(nodes).allMatch(node -> node.policyLink() == null);
        assertThat(policy.weight()).isZero();
        assertThat(policy.takeVictims(10, 10)).isEmpty();
    }

    @Test
    void takeVictims_weightlessNodes_namesThemUpToMax() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        fill(policy, 10, 0);

        assertThat(policy.takeVictims(1, 4)).hasSize(4);
        assertThat(policy.weight()).isZero();
    }

    @Test
    void takeVictims_victimReadOrRemovedLater_staysForgotten() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        fill(policy, 10, 10);
        PolicyTestNode victim = policy.takeVictims(1, 1).get(0);

        policy.recordRead(victim);
        policy.recordRemoval(victim);

        assertThat(policy.weight()).isEqualTo(90);
        assertThat(policy.takeVictims(1_000, 1_000)).hasSize(9).doesNotContain(victim);
    }

    @Test
    void recordWrite_victimHandedBack_isKnownAgain() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        fill(policy, 10, 10);
        PolicyTestNode victim = policy.takeVictims(1, 1).get(0);

        policy.recordWrite(victim, victim.weight());

        assertThat(policy.weight()).isEqualTo(100);
        assertThat(policy.takeVictims(1_000, 1_000)).hasSize(10).contains(victim);
    }

    @Test
    void takeVictims_nodesWithoutDeadline_areNamedOnlyIfThePolicyDoes() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(CAPACITY);
        PolicyTestNode dated = node("dated", 1);
        PolicyTestNode undated = new PolicyTestNode("undated", 1, PolicyNode.NEVER);
        policy.recordWrite(undated, 1);
        policy.recordWrite(dated, 1);

        List<PolicyTestNode> victims = policy.takeVictims(10, 10);

        if (evictsNodesWithoutDeadline()) {
            assertThat(victims).containsExactlyInAnyOrder(dated, undated);
        } else {
            assertThat(victims).containsExactly(dated);
            assertThat(policy.weight()).isEqualTo(1);
        }
    }

    @Test
    void create_sameSeed_namesTheSameVictims() {
        assertThat(victimKeys(provider().create(CAPACITY, new Random(42))))
                .isEqualTo(victimKeys(provider().create(CAPACITY, new Random(42))));
    }

    @Test
    void everyCall_randomOrder_keepsWeightsAndNamesOnlyKnownNodes() {
        for (long seed = 0; seed < RANDOM_RUNS; seed++) {
            new RandomRun(seed, newPolicy(CAPACITY), evictsNodesWithoutDeadline()).run(STEPS_PER_RUN);
        }
    }

    private static List<PolicyTestNode> fill(EvictionPolicy<PolicyTestNode> policy, int count, int weight) {
        List<PolicyTestNode> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PolicyTestNode node = node(i, weight);
            nodes.add(node);
            policy.recordWrite(node, weight);
        }
        return nodes;
    }

    private static List<Object> victimKeys(EvictionPolicy<PolicyTestNode> policy) {
        List<PolicyTestNode> nodes = fill(policy, CAPACITY, 1);
        IntStream.range(0, 200).forEach(i -> policy.recordRead(nodes.get(i * i % CAPACITY)));
        return policy.takeVictims(50, 50).stream().map(PolicyTestNode::key).toList();
    }
}
