package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("random");
    }

    @Test
    void takeVictims_manyRounds_namesEachNodeAboutEquallyOften() {
        int nodeCount = 10;
        int rounds = 20_000;
        int[] named = new int[nodeCount];
        EvictionPolicy<PolicyTestNode> policy = provider().create(nodeCount, new Random(7));
        for (int key = 0; key < nodeCount; key++) {
            policy.recordWrite(node(key, 1), 1);
        }

        for (int round = 0; round < rounds; round++) {
            PolicyTestNode victim = policy.takeVictims(1, 1).get(0);
            named[(Integer) victim.key()]++;
            policy.recordWrite(victim, 1);
        }

        int expected = rounds / nodeCount;
        int sixDeviations = 6 * (int) Math.sqrt(expected);
        assertThat(IntStream.of(named)).allMatch(times -> Math.abs(times - expected) < sixDeviations);
    }
}
