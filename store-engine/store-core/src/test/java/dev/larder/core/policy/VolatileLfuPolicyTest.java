package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import org.junit.jupiter.api.Test;

class VolatileLfuPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("volatile-lfu");
    }

    @Override
    protected boolean evictsNodesWithoutDeadline() {
        return false;
    }

    @Test
    void takeVictims_datedNodes_namesLeastFrequentlyUsedFirst() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode often = node("often", 1);
        PolicyTestNode once = node("once", 1);
        PolicyTestNode undated = new PolicyTestNode("undated", 1, PolicyNode.NEVER);
        PolicyTestNode newest = node("newest", 1);
        policy.recordWrite(often, 1);
        policy.recordWrite(once, 1);
        policy.recordWrite(undated, 1);
        policy.recordWrite(newest, 1);

        policy.recordRead(often);

        assertThat(policy.takeVictims(4, 4)).containsExactly(once, often, newest);
    }

    @Test
    void recordWrite_nodeGotADeadline_countsAsNew() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode dated = node("dated", 1);
        PolicyTestNode datedLater = new PolicyTestNode("dated later", 1, PolicyNode.NEVER);
        policy.recordWrite(dated, 1);
        policy.recordRead(dated);
        policy.recordWrite(datedLater, 1);
        policy.recordRead(datedLater);
        policy.recordRead(datedLater);

        datedLater.setExpiresAtMillis(1_000);
        policy.recordWrite(datedLater, 0);
        policy.recordWrite(node("newest", 1), 1);

        assertThat(policy.takeVictims(1, 1)).containsExactly(datedLater);
    }
}
