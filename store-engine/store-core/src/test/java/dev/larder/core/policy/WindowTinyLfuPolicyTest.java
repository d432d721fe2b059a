package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.EvictionPolicy;
import dev.larder.store.spi.EvictionPolicyProvider;
import dev.larder.store.spi.PolicyNode;
import dev.larder.testkit.policy.EvictionPolicyContract;
import dev.larder.testkit.policy.PolicyTestNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTinyLfuPolicyTest extends EvictionPolicyContract {
    private static final long BOUNDLESS = Long.MAX_VALUE - Integer.MAX_VALUE;

    @Override
    protected EvictionPolicyProvider provider() {
        return new BuiltInProvider("window-tinylfu", WindowTinyLfuPolicyTest::create);
    }

    private static <N extends PolicyNode> EvictionPolicy<N> create(long capacity, RandomGenerator random) {
        return new OrderedPolicy<>(new WindowTinyLfuOrder<N>(capacity, random));
    }

    @Test
    void needsReads_fromHalfTheCapacityOn_andNotBefore() {
        EvictionPolicy<PolicyTestNode> policy = create(100, new Random(42));
        for (int key = 0; key < 49; key++) {
            policy.recordWrite(new PolicyTestNode(key, 1, PolicyNode.NEVER), 1);
        }
        assertThat(policy.needsReads()).isFalse();

        policy.recordWrite(new PolicyTestNode(49, 1, PolicyNode.NEVER), 1);

        assertThat(policy.needsReads()).isTrue();
    }

    @Test
    void takeVictims_longScan_sparesWhatIsUsedOften() {
        Cache cache = new Cache(100);
        cache.useOften(50);

        for (int key = 1_000; key < 11_000; key++) {
            cache.use(key);
        }

        assertThat(cache.keysBelow(50)).hasSizeGreaterThanOrEqualTo(45);
        assertThat(cache.policy.weight()).isEqualTo(100);
    }

    @Test
    void takeVictims_newcomerUsedAgainAndAgain_isAdmittedInTheEnd() {
        Cache cache = new Cache(100);
        cache.useOften(99);
        int newcomer = 5_000;

        for (int round = 0; round < 20; round++) {
            cache.use(newcomer);
            for (int key = 0; key < 5; key++) {
                cache.use(10_000 + 5 * round + key);
            }
        }

        assertThat(cache.nodes).containsKey(newcomer);
    }

    @Test
    void takeVictims_popularOnce_makesRoomForWhatIsPopularNow() {
        Cache cache = new Cache(100);
        cache.useOften(100);

        for (int round = 0; round < 100; round++) {
            for (int key = 1_000; key < 1_080; key++) {
                cache.use(key);
            }
        }

        assertThat(cache.nodes.keySet().stream().filter(key -> key >= 1_000)).hasSizeGreaterThan(70);
    }

    @Test
    void takeVictims_capacityOfOne_keepsTheNewest() {
        Cache cache = new Cache(1);

        for (int key = 0; key < 100; key++) {
            cache.use(key);
            cache.use(key);
            assertThat(cache.nodes).containsOnlyKeys(key);
        }
    }

    @Test
    void takeVictims_tinyCapacity_keepsTheNewestAndWhatIsUsedOften() {
        for (int capacity : new int[] {2, 3, 10}) {
            Cache cache = new Cache(capacity);
            for (int step = 0; step < 1_000; step++) {
                cache.use(0);
                cache.use(1 + step);
                assertThat(cache.nodes).hasSizeLessThanOrEqualTo(capacity).containsKey(1 + step);
            }
            assertThat(cache.hits).as("hits at capacity %d", capacity).isGreaterThan(900);
        }
    }

    @Test
    void recordRead_newNodesUsedSoonAgain_makesTheWindowGrow() {
        for (int capacity : new int[] {200, 5_000}) {
            Cache cache = new Cache(capacity);
            Random random = new Random(5);

            for (int key = 0; key < 500 * capacity; key++) {
                cache.use(key);
                cache.use(Math.max(0, key - random.nextInt(capacity / 2)));
            }

            assertThat(cache.order.window.weight()).as("window of %d", capacity).isGreaterThan(capacity / 4);
            assertThat(cache.hits).as("hits at %d", capacity).isGreaterThan(400L * capacity);
        }
    }

    @Test
    void recordRead_fewNodesUsedOften_leavesTheWindowSmall() {
        for (int capacity : new int[] {200, 5_000}) {
            Cache cache = new Cache(capacity);
            Random random = new Random(5);

            for (int step = 0; step < 200 * capacity; step++) {
                double skewed = Math.pow(random.nextDouble(), 4);
                cache.use((int) (skewed * 20 * capacity));
            }

            assertThat(cache.order.window.weight()).as("window of %d", capacity).isLessThan(capacity / 2);
        }
    }

    @Test
    void takeVictims_nodeHeavierThanTheWindow_leavesTheWindowAlone() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(1_000);
        List<PolicyTestNode> used =
                IntStream.range(0, 99).mapToObj(key -> node(key, 10)).toList();
        used.forEach(node -> policy.recordWrite(node, 10));
        used.forEach(policy::recordRead);
        PolicyTestNode newest = node("newest", 10);
        PolicyTestNode heavy = node("heavy", 500);
        policy.recordWrite(newest, 10);

        policy.recordWrite(heavy, 500);

        assertThat(policy.takeVictims(500, 100)).containsExactly(heavy);
        assertThat(newest.policyLink()).isNotNull();
    }

    @Test
    void takeVictims_nodeHeavierThanTheCapacity_isNamedFirstHoweverOftenItIsUsed() {
        EvictionPolicy<PolicyTestNode> policy = newPolicy(100);
        PolicyTestNode grown = node("grown", 1);
        policy.recordWrite(grown, 1);
        policy.recordWrite(node("later", 1), 1);
        for (int key = 0; key < 9; key++) {
            policy.recordWrite(node(key, 10), 10);
        }
        for (int use = 0; use < 20; use++) {
            policy.recordRead(grown);
        }

        policy.recordWrite(grown, 200);

        assertThat(policy.takeVictims(201, 100)).containsExactly(grown);
    }

    @Test
    void takeVictims_boundlessCapacity_isStillNoPlainLru() {
        Cache cache = new Cache(BOUNDLESS);
        cache.useOften(500);
        for (int key = 1_000; key < 1_500; key++) {
            cache.use(key);
        }

        for (int key = 2_000; key < 5_000; key++) {
            cache.use(key);
            cache.evict(1);
        }

        assertThat(cache.keysBelow(500)).hasSizeGreaterThanOrEqualTo(450);
        assertThat(cache.order.window.weight()).isGreaterThan(0);
    }

    @Test
    void takeVictims_wellBelowTheCapacity_sharesWhatThereIs() {
        Cache cache = new Cache(1_000_000);
        for (int key = 0; key < 1_000; key++) {
            cache.use(key);
        }
        cache.evict(1);
        cache.useOften(500);

        for (int key = 2_000; key < 12_000; key++) {
            cache.use(key);
            cache.evict(1);
        }

        assertThat(cache.keysBelow(500)).hasSizeGreaterThanOrEqualTo(450);
    }

    @Test
    void takeVictims_warmCandidate_isAdmittedByChanceAgainstAPinnedVictim() {
        assertThat(warmCandidateIsAdmitted(0)).isTrue();
        assertThat(warmCandidateIsAdmitted(1)).isFalse();
    }

    private static boolean warmCandidateIsAdmitted(int drawn) {
        RandomGenerator dice = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only bounded numbers are drawn");
            }

            @Override
            public int nextInt(int bound) {
                return drawn;
            }
        };
        EvictionPolicy<PolicyTestNode> policy = create(2, dice);
        PolicyTestNode pinned = node("pinned", 1);
        PolicyTestNode candidate = node("candidate", 1);
        policy.recordWrite(pinned, 1);
        for (int use = 0; use < 15; use++) {
            policy.recordRead(pinned);
        }
        policy.recordWrite(candidate, 1);
        for (int use = 0; use < 7; use++) {
            policy.recordRead(candidate);
        }
        policy.recordWrite(node("newest", 1), 1);
        return policy.takeVictims(1, 1).contains(pinned);
    }

    @Test
    void everyCall_randomOrder_keepsEachNodeInOneListAndTheSumsExact() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            long capacity = random.nextInt(4) == 0 ? BOUNDLESS : 1 + random.nextInt(300);
            WindowTinyLfuOrder<PolicyTestNode> order = new WindowTinyLfuOrder<>(capacity, random);
            EvictionPolicy<PolicyTestNode> policy = new OrderedPolicy<>(order);
            Map<Integer, PolicyTestNode> known = new HashMap<>();
            for (int step = 0; step < 8_000; step++) {
                int key = (int) Math.abs(random.nextGaussian() * 60);
                PolicyTestNode node = known.get(key);
                int choice = random.nextInt(20);
                if (node != null && choice < 12) {
                    policy.recordRead(node);
                } else if (node != null && choice == 12) {
                    policy.recordRemoval(node);
                    known.remove(key);
                } else {
                    PolicyTestNode written = node == null ? node(key, 0) : node;
                    int weight = random.nextInt(random.nextInt(50) == 0 ? 500 : 12);
                    policy.recordWrite(written, weight - written.weight());
                    written.setWeight(weight);
                    known.put(key, written);
                }
                long tooMuch = policy.weight() - Math.min(capacity, 200);
                for (PolicyTestNode victim : policy.takeVictims(tooMuch, 16)) {
                    assertThat(known.remove((Integer) victim.key())).isSameAs(victim);
                }
                if (step % 16 == 0) {
                    requireConsistent(order, new HashSet<>(known.values()), step + " of seed " + seed);
                }
            }
        }
    }

    private static void requireConsistent(
            WindowTinyLfuOrder<PolicyTestNode> order, Set<PolicyTestNode> known, String when) {
        Set<PolicyTestNode> found = new HashSet<>();
        for (LinkList<PolicyTestNode> list : List.of(order.window, order.probation, order.reserved)) {
            long sum = 0;
            for (ListLink<PolicyTestNode> link = list.first(); link != null; link = link.next) {
                assertThat(found.add(link.node))
                        .as("in one list only, step %s", when)
                        .isTrue();
                assertThat(link.list).as("list at step %s", when).isSameAs(list);
                assertThat(link.weight).as("weight at step %s", when).isEqualTo(link.node.weight());
                assertThat(link.node.policyLink()).as("link at step %s", when).isSameAs(link);
                sum += link.weight;
            }
            assertThat(list.weight()).as("sum at step %s", when).isEqualTo(sum);
        }
        assertThat(found).as("nodes at step %s", when).isEqualTo(known);
    }

    /** A cache of keys that each weigh 1, which reads what it has and adds what it has not. */
    private static final class Cache {
        final Map<Integer, PolicyTestNode> nodes = new HashMap<>();
        final WindowTinyLfuOrder<PolicyTestNode> order;
        final EvictionPolicy<PolicyTestNode> policy;
        final long capacity;
        long hits;

        Cache(long capacity) {
            this.capacity = capacity;
            order = new WindowTinyLfuOrder<>(capacity, new Random(1));
            policy = new OrderedPolicy<>(order);
        }

        void use(int key) {
            PolicyTestNode known = nodes.get(key);
            if (known != null) {
                policy.recordRead(known);
                hits++;
                return;
            }
            PolicyTestNode added = node(key, 1);
            nodes.put(key, added);
            policy.recordWrite(added, 1);
            evict(policy.weight() - capacity);
        }

        void useOften(int keys) {
            for (int round = 0; round < 8; round++) {
                for (int key = 0; key < keys; key++) {
                    use(key);
                }
            }
        }

        void evict(long weight) {
            policy.takeVictims(weight, 16).forEach(victim -> nodes.remove((Integer) victim.key()));
        }

        List<Integer> keysBelow(int bound) {
            return nodes.keySet().stream().filter(key -> key < bound).toList();
        }
    }
}
