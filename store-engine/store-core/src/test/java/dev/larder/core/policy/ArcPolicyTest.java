package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArcPolicyTest extends EvictionPolicyContract {
    @Override
    protected EvictionPolicyProvider provider() {
        return Policies.provider("arc");
    }

    @Test
    void takeVictims_scanOfNodesUsedOnce_sparesTheNodesUsedAgain() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(4);
        PolicyTestNode again = node("again", 1);
        policy.recordWrite(again, 1);
        policy.recordRead(again);

        for (int key = 0; key < 100; key++) {
            policy.recordWrite(node(key, 1), 1);
            assertThat(policy.takeVictims(policy.weight() - 4, 10)).doesNotContain(again);
        }
    }

    @Test
    void access_anySequenceOfPages_hitsAndEvictsLikeThePaper() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(30);
            PaperArc paper = new PaperArc(capacity);
            EvictionPolicy<PolicyTestNode> policy = newPolicy(capacity);
            Map<Integer, PolicyTestNode> cache = new HashMap<>();
            for (int step = 0; step < 5_000; step++) {
                int page = nextPage(random, step, capacity);
                boolean hit = access(page, cache, policy, capacity);
                assertThat(hit).as("hit at step %d of seed %d", step, seed).isEqualTo(paper.access(page));
                assertThat(cache.keySet())
                        .as("cached pages after step %d of seed %d", step, seed)
                        .isEqualTo(paper.cached());
            }
        }
    }

    @Test
    void takeVictims_capacityIsNeverReached_keepsNoMoreGhostsThanTwiceWhatWasHeld() {
        ArcOrder<PolicyTestNode> order = new ArcOrder<>(Long.MAX_VALUE);
        EvictionPolicy<PolicyTestNode> policy = new OrderedPolicy<>(order);
        for (int key = 0; key < 10_000; key++) {
            PolicyTestNode node = node(key, 1);
            policy.recordWrite(node, 1);
            if (key % 3 == 0) {
                policy.recordRead(node);
            }
            policy.takeVictims(policy.weight() - 100, 10);
            assertThat(order.onceGhosts.weight() + order.againGhosts.weight()).isLessThanOrEqualTo(202);
        }
    }

    @Test
    void access_weightedNodes_keepsThePapersBounds() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            long capacity = 200;
            ArcOrder<PolicyTestNode> order = new ArcOrder<>(capacity);
            EvictionPolicy<PolicyTestNode> policy = new OrderedPolicy<>(order);
            Map<Integer, PolicyTestNode> cache = new HashMap<>();
            for (int step = 0; step < 5_000; step++) {
                int page = nextPage(random, step, 30);
                PolicyTestNode known = cache.get(page);
                if (known != null && random.nextInt(3) == 0) {
                    policy.recordRead(known);
                } else if (known != null && random.nextInt(8) == 0) {
                    policy.recordRemoval(known);
                    cache.remove(page);
                } else {
                    int weight = random.nextInt(12);
                    PolicyTestNode node = known == null ? node(page, 0) : known;
                    policy.recordWrite(node, weight - node.weight());
                    node.setWeight(weight);
                    cache.put(page, node);
                }
                policy.takeVictims(policy.weight() - capacity, Integer.MAX_VALUE)
                        .forEach(victim -> cache.remove((Integer) victim.key()));

                String when = "step " + step + " of seed " + seed;
                long once = order.usedOnce.weight() + order.onceGhosts.weight();
                long again = order.usedAgain.weight() + order.againGhosts.weight();
                assertThat(policy.weight()).as(when).isLessThanOrEqualTo(capacity);
                assertThat(once).as("L1 at %s", when).isLessThanOrEqualTo(capacity);
                assertThat(once + again).as("L1 + L2 at %s", when).isLessThanOrEqualTo(2 * capacity);
                assertThat(order.onceTarget).as("p at %s", when).isBetween(0L, capacity);
                assertThat(order.usedOnce.weight() + order.usedAgain.weight())
                        .as(when)
                        .isEqualTo(policy.weight());
            }
        }
    }

    private static boolean access(
            int page, Map<Integer, PolicyTestNode> cache, EvictionPolicy<PolicyTestNode> policy, int capacity) {
        PolicyTestNode known = cache.get(page);
        if (known != null) {
            policy.recordRead(known);
            return true;
        }
        PolicyTestNode node = node(page, 1);
        cache.put(page, node);
        policy.recordWrite(node, 1);
        List<PolicyTestNode> victims = policy.takeVictims(policy.weight() - capacity, 1);
        victims.forEach(victim -> cache.remove((Integer) victim.key()));
        return false;
    }

    /** Phases of skewed use, loops and scans, so that the target moves both ways. */
    private static int nextPage(Random random, int step, int capacity) {
        return switch (step / 500 % 3) {
            case 0 -> (int) Math.abs(random.nextGaussian() * capacity);
            case 1 -> step % (capacity + capacity / 2 + 1);
            default -> random.nextInt(4) == 0 ? 1_000 + step : random.nextInt(2 * capacity);
        };
    }
}
