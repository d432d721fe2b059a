package dev.larder.core.policy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys and weights of nodes evicted lately, the longest gone first. Holds no values. */
final class GhostList {
    private final Map<Object, Integer> weights = new LinkedHashMap<>();
    private long weight;

    boolean isEmpty() {
        return weights.isEmpty();
    }

    long weight() {
        return weight;
    }

    /** Adds a key. A weightless ghost counts as 1, so that a bound on the weight bounds the number of ghosts too. */
    void add(Object key, int nodeWeight) {
        int ghostWeight = Math.max(1, nodeWeight);
        Integer former = weights.put(key, ghostWeight);
        weight += ghostWeight - (former == null ? 0 : former);
    }

    /** Removes a key and returns its weight, which is positive, or 0 if the key is not in the list. */
    int remove(Object key) {
        Integer former = weights.remove(key);
        if (former == null) {
            return 0;
        }
        weight -= former;
        return former;
    }

    /** Removes the key that was added first; through the iterator, since a mutable key may no longer be found by hash. */
    void removeEldest() {
        Iterator<Integer> eldest = weights.values().iterator();
        weight -= eldest.next();
        eldest.remove();
    }
}
