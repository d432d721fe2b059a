package dev.larder.benchmarks.traces;

import com.github.benmanes.caffeine.cache.simulator.admission.Admission;
import com.github.benmanes.caffeine.cache.simulator.policy.AccessEvent;
import com.github.benmanes.caffeine.cache.simulator.policy.Policy;
import com.github.benmanes.caffeine.cache.simulator.policy.PolicyStats;
import com.github.benmanes.caffeine.cache.simulator.policy.adaptive.ArcPolicy;
import com.github.benmanes.caffeine.cache.simulator.policy.linked.FrequentlyUsedPolicy;
import com.github.benmanes.caffeine.cache.simulator.policy.linked.LinkedPolicy;
import com.github.benmanes.caffeine.cache.simulator.policy.sampled.SampledPolicy;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The eviction policies by Larder's names, each with what it is compared with. */
enum PolicyReference {
    WINDOW_TINYLFU("window-tinylfu", "Caffeine", 0.1, false) {
        @Override
        HitRatioSubject open(long maxEntries, int seed) {
            return new CaffeineHitRatio(maxEntries);
        }
    },
    LRU("lru", "linked.Lru", 0.5, true) {
        @Override
        HitRatioSubject open(long maxEntries, int seed) {
            return simulated(new LinkedPolicy(
                    settings(maxEntries, seed), Set.of(), Admission.ALWAYS, LinkedPolicy.EvictionPolicy.LRU));
        }
    },
    LFU("lfu", "linked.Lfu", 0.5, true) {
        @Override
        HitRatioSubject open(long maxEntries, int seed) {
            return simulated(new FrequentlyUsedPolicy(
                    Admission.ALWAYS, FrequentlyUsedPolicy.EvictionPolicy.LFU, settings(maxEntries, seed)));
        }
    },
    ARC("arc", "adaptive.Arc", 0.5, true) {
        @Override
        HitRatioSubject open(long maxEntries, int seed) {
            return simulated(new ArcPolicy(settings(maxEntries, seed)));
        }
    },
    RANDOM("random", "sampled.Random", 0.5, false) {
        @Override
        HitRatioSubject open(long maxEntries, int seed) {
            return simulated(new SampledPolicy(
                    Admission.ALWAYS, SampledPolicy.EvictionPolicy.RANDOM, settings(maxEntries, seed)));
        }
    };

    private final String policyName;
    private final String referenceName;
    private final double toleranceInPoints;
    private final boolean exact;

    PolicyReference(String policyName, String referenceName, double toleranceInPoints, boolean exact) {
        this.policyName = policyName;
        this.referenceName = referenceName;
        this.toleranceInPoints = toleranceInPoints;
        this.exact = exact;
    }

    /**
     * Opens the reference, empty.
     *
     * @param seed of its random choices, where it makes any and can be told
     */
    abstract HitRatioSubject open(long maxEntries, int seed);

    String policyName() {
        return policyName;
    }

    String referenceName() {
        return referenceName;
    }

    /** By how many percentage points a hit ratio may differ from the reference's. */
    double toleranceInPoints() {
        return toleranceInPoints;
    }

    /** Whether it chooses nothing by chance, so that one replay says it all. */
    boolean isExact() {
        return exact;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(PolicyReference::policyName).toList();
    }

    static PolicyReference named(String name) {
        for (PolicyReference reference : values()) {
            if (reference.policyName.equals(name)) {
                return reference;
            }
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "Unknown policy '%s'; choose from %s.", name, names()));
    }

    private static Config settings(long maxEntries, int seed) {
        return ConfigFactory.load()
                .getConfig("caffeine.simulator")
                .withValue("maximum-size", ConfigValueFactory.fromAnyRef(maxEntries))
                .withValue("random-seed", ConfigValueFactory.fromAnyRef(seed));
    }

    private static HitRatioSubject simulated(Policy policy) {
        PolicyStats stats = policy.stats();
        return key -> {
            long hitsBefore = stats.hitCount();
            policy.record(AccessEvent.forKey(key));
            return stats.hitCount() > hitsBefore;
        };
    }
}
