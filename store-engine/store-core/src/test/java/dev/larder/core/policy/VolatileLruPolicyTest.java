package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import org.junit.jupiter.api.Test;

class VolatileLruPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("volatile-lru");
    }

    @Override
    protected boolean evictsNodesWithoutDeadline() {
        return false;
    }

    @Test
    void takeVictims_datedNodes_namesLeastRecentlyUsedFirst() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode a = node("a", 1);
        PolicyTestNode b = node("b", 1);
        policy.recordWrite(a, 1);
        policy.recordWrite(new PolicyTestNode("undated", 1, PolicyNode.NEVER), 1);
        policy.recordWrite(b, 1);

        policy.recordRead(a);

        assertThat(policy.takeVictims(3, 3)).containsExactly(b, a);
    }

    @Test
    void recordRead_nodeGotADeadline_mayBeNamed() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode node = new PolicyTestNode("a", 3, PolicyNode.NEVER);
        policy.recordWrite(node, 3);
        assertThat(policy.takeVictims(1, 1)).isEmpty();

        node.setExpiresAtMillis(1_000);
        policy.recordRead(node);

        assertThat(policy.takeVictims(1, 1)).containsExactly(node);
        assertThat(policy.weight()).isZero();
    }

    @Test
    void takeVictims_nodeLostItsDeadlineUnrecorded_isNotNamedButStillWeighs() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode node = node("a", 3);
        policy.recordWrite(node, 3);

        node.setExpiresAtMillis(PolicyNode.NEVER);

        assertThat(policy.takeVictims(1, 1)).isEmpty();
        assertThat(policy.weight()).isEqualTo(3);
    }
}
