package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDriverTest {
    private static final int THREADS = 3;
    private static final int NODES = 50;

    /** A node whose weight several threads change; a negative one is that of a dead node. */
    private static final class SharedNode implements WeighedNode {
        final int index;
        final AtomicIntegerArray weights;

        @Nullable Object link;

        int toldWeight;

        SharedNode(int index, AtomicIntegerArray weights) {
            this.index = index;
            this.weights = weights;
        }

        @Override
        public Object key() {
            return index;
        }

        @Override
        public int weight() {
            return Math.max(0, weights.get(index));
        }

        boolean isAlive() {
            return weights.get(index) >= 0;
        }

        @Override
        public long expiresAtMillis() {
            return 1;
        }

        @Override
        public @Nullable Object policyLink() {
            return link;
        }

        @Override
        public void setPolicyLink(@Nullable Object policyLink) {
            link = policyLink;
        }

        @Override
        public int toldWeight() {
            return toldWeight;
        }

        @Override
        public void setToldWeight(int weight) {
            toldWeight = weight;
        }
    }

    private final AtomicIntegerArray weights = new AtomicIntegerArray(NODES);
    private final List<SharedNode> nodes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"lru", "lfu", "arc", "random", "nearest-expiry", "volatile-lru", "volatile-lfu"})
    void weight_threadsWriteAndHandBackWhatTheyLike_isThatOfTheNodesInTheEnd(String policy) throws Exception {
        PolicyDriver<SharedNode> driver = driver(policy);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            SplittableRandom random = new SplittableRandom(t);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    act(driver, random);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        driver.drain();
        long sum = 0;
        for (SharedNode node : nodes) {
            sum += node.weight();
        }
        assertThat(driver.weight()).isEqualTo(sum);
        assertThat(driver.takeVictims(Long.MAX_VALUE, Integer.MAX_VALUE))
                .containsExactlyInAnyOrderElementsOf(
                        nodes.stream().filter(node -> node.weight() > 0).toList());
        assertThat(driver.weight()).isZero();
    }

    @Test
    void recordWrite_weightFallsToNothing_forgetsTheNode() {
        PolicyDriver<SharedNode> driver = driver("lru");
        weights.set(7, 5);
        driver.recordWrite(nodes.get(7));
        driver.drain();
        assertThat(driver.weight()).isEqualTo(5);

        weights.set(7, 0);
        driver.recordWrite(nodes.get(7));
        driver.drain();

        assertThat(driver.weight()).isZero();
        assertThat(driver.takeVictims(1, 1)).isEmpty();
    }

    private void act(PolicyDriver<SharedNode> driver, SplittableRandom random) {
        SharedNode node = nodes.get(random.nextInt(NODES));
        switch (random.nextInt(4)) {
            case 0 -> driver.recordRead(node);
            case 1 -> driver.takeVictims(random.nextInt(20), 3).forEach(driver::recordWrite);
            default -> {
                weights.set(node.index, random.nextInt(-2, 10));
                driver.recordWrite(node);
            }
        }
    }

    private PolicyDriver<SharedNode> driver(String policy) {
        for (int i = 0; i < NODES; i++) {
            nodes.add(new SharedNode(i, weights));
        }
        return new PolicyDriver<>(Policies.provider(policy).create(100, new Random(1)), SharedNode::isAlive);
    }
}
