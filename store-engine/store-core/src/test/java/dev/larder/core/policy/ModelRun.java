package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Random calls to a policy and to its model, which must name the same victims in the same order. */
final class ModelRun {
    private static final int STEPS = 3_000;

    private final Random random;
    private final EvictionPolicy<PolicyTestNode> policy;
    private final PolicyModel model;
    private final LongFunction<PolicyTestNode> newNode;
    private final List<PolicyTestNode> nodes = new ArrayList<>();
    private final Set<PolicyTestNode> known = new HashSet<>();
    private long keysMade;

    private ModelRun(
            long seed, EvictionPolicy<PolicyTestNode> policy, PolicyModel model, LongFunction<PolicyTestNode> newNode) {
        this.random = new Random(seed);
        this.policy = policy;
        this.model = model;
        this.newNode = newNode;
    }

    /** @param newNode makes the node of a key, which is used for no other node */
    static void compare(
            Supplier<EvictionPolicy<PolicyTestNode>> policy,
            Supplier<PolicyModel> model,
            LongFunction<PolicyTestNode> newNode) {
        for (long seed = 0; seed < 50; seed++) {
            new ModelRun(seed, policy.get(), model.get(), newNode).run(seed);
        }
    }

    private void run(long seed) {
        for (int i = 0; i < 40; i++) {
            nodes.add(newNode.apply(keysMade++));
        }
        for (int step = 0; step < STEPS; step++) {
            PolicyTestNode node = nodes.get(random.nextInt(nodes.size()));
            int choice = random.nextInt(20);
            if (choice < 10) {
                policy.recordRead(node);
                if (known.contains(node)) {
                    model.read(node);
                }
            } else if (choice < 16) {
                write(node);
            } else if (choice < 17) {
                policy.recordRemoval(node);
                if (known.remove(node)) {
                    model.remove(node);
                }
                nodes.set(nodes.indexOf(node), newNode.apply(keysMade++));
            } else {
                takeVictims(random.nextInt(4), step, seed);
            }
        }
        takeVictims(known.size(), STEPS, seed);
    }

    private void write(PolicyTestNode node) {
        policy.recordWrite(node, known.add(node) ? 1 : 0);
        model.write(node);
    }

    private void takeVictims(int max, int step, long seed) {
        List<PolicyTestNode> expected = new ArrayList<>();
        while (expected.size() < max && expected.size() < known.size()) {
            expected.add(model.takeVictim());
        }
        assertThat(policy.takeVictims(max, max))
                .as("victims at step %d of seed %d", step, seed)
                .isEqualTo(expected);
        expected.forEach(known::remove);
    }
}
