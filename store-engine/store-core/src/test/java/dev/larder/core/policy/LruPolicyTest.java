package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LruPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("lru");
    }

    @Test
    void takeVictims_readAndWrittenNodes_namesLeastRecentlyUsedFirst() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(10);
        PolicyTestNode a = node("a", 1);
        PolicyTestNode b = node("b", 1);
        PolicyTestNode c = node("c", 1);
        policy.recordWrite(a, 1);
        policy.recordWrite(b, 1);
        policy.recordWrite(c, 1);

        policy.recordRead(a);
        policy.recordWrite(b, 0);

        assertThat(policy.takeVictims(3, 3)).containsExactly(c, a, b);
    }

    @Test
    void takeVictims_anySequence_equalsAccessOrderedMap() {
        ModelRun.compare(() -> newPolicy(10), AccessOrderedMap::new, key -> node(key, 1));
    }

    private static final class AccessOrderedMap implements PolicyModel {
        private final Map<PolicyTestNode, Boolean> nodes = new LinkedHashMap<>(16, 0.75f, true);

        @Override
        public void read(PolicyTestNode node) {
            nodes.get(node);
        }

        @Override
        public void write(PolicyTestNode node) {
            nodes.put(node, true);
        }

        @Override
        public void remove(PolicyTestNode node) {
            nodes.remove(node);
        }

        @Override
        public PolicyTestNode takeVictim() {
            PolicyTestNode eldest = nodes.keySet().iterator().next();
            nodes.remove(eldest);
            return eldest;
        }
    }
}
