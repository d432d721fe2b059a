package dev.larder.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.PolicyNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random calls to a policy, compared after each with what any policy must know: which nodes, and how heavy. Nodes come
 * and go, keys return as new nodes, and deadlines change behind the policy's back.
 */
final class RandomRun {
    private static final int KEY_COUNT = 60;
    private static final int MAX_WEIGHT = 9;

    private final long seed;
    private final Random random;
    private final EvictionPolicy<PolicyTestNode> policy;
    private final boolean evictsNodesWithoutDeadline;
    private final PolicyTestNode[] nodes = new PolicyTestNode[KEY_COUNT];
    private final Map<PolicyTestNode, Integer> recordedWeights = new HashMap<>();

    RandomRun(long seed, EvictionPolicy<PolicyTestNode> policy, boolean evictsNodesWithoutDeadline) {
        this.seed = seed;
        this.random = new Random(seed);
        this.policy = policy;
        this.evictsNodesWithoutDeadline = evictsNodesWithoutDeadline;
        for (int key = 0; key < KEY_COUNT; key++) {
            nodes[key] = newNode(key);
        }
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
            long expected = recordedWeights.values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
            assertThat(policy.weight())
                    .as("weight after step %d of seed %d", step, seed)
                    .isEqualTo(expected);
        }
        for (PolicyTestNode node : recordedWeights.keySet()) {
            node.setExpiresAtMillis(1);
            policy.recordRead(node);
        }
        assertThat(policy.takeVictims(Long.MAX_VALUE, Integer.MAX_VALUE))
                .as("all victims of seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(recordedWeights.keySet());
    }

    private void step() {
        int key = random.nextInt(KEY_COUNT);
        PolicyTestNode node = nodes[key];
        switch (random.nextInt(8)) {
            case 0, 1 -> policy.recordRead(node);
            case 2, 3, 4 -> write(node);
            case 5 -> remove(node, key);
            case 6 -> node.setExpiresAtMillis(randomDeadlineMillis());
            default -> takeVictims();
        }
    }

    private void write(PolicyTestNode node) {
        int weight = random.nextInt(MAX_WEIGHT + 1);
        int delta = weight - recordedWeights.getOrDefault(node, 0);
        node.setWeight(weight);
        recordedWeights.put(node, weight);
        policy.recordWrite(node, delta);
    }

    private void remove(PolicyTestNode node, int key) {
        policy.recordRemoval(node);
        recordedWeights.remove(node);
        if (random.nextBoolean()) {
            nodes[key] = newNode(key);
        }
    }

    private void takeVictims() {
        long weightToFree = random.nextInt(4 * MAX_WEIGHT);
        int max = random.nextInt(8);
        List<PolicyTestNode> victims = new ArrayList<>(policy.takeVictims(weightToFree, max));

        long freed = 0;
        for (PolicyTestNode victim : victims) {
            assertThat(freed)
                    .as("weight freed before the last victim, seed %d", seed)
                    .isLessThan(weightToFree);
            Integer weight = recordedWeights.remove(victim);
            assertThat(weight).as("weight of victim %s, seed %d", victim, seed).isNotNull();
            assertThat(victim.policyLink()).as("link of victim, seed %d", seed).isNull();
            assertThat(evictsNodesWithoutDeadline || victim.expiresAtMillis() != PolicyNode.NEVER)
                    .as("victim %s may be evicted, seed %d", victim, seed)
                    .isTrue();
            freed += weight == null ? 0 : weight;
        }
        assertThat(victims).as("victims of seed %d", seed).hasSizeLessThanOrEqualTo(max);
        boolean askedForMore = freed < weightToFree && victims.size() < max;
        if (askedForMore && evictsNodesWithoutDeadline) {
            assertThat(recordedWeights).as("nodes not named, seed %d", seed).isEmpty();
        }
        if (!victims.isEmpty() && random.nextInt(4) == 0) {
            write(victims.get(0));
        }
    }

    private PolicyTestNode newNode(int key) {
        return new PolicyTestNode(key, 0, randomDeadlineMillis());
    }

    private long randomDeadlineMillis() {
        return random.nextInt(3) == 0 ? PolicyNode.NEVER : random.nextInt(1_000);
    }
}
