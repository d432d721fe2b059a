package dev.larder.core.durable;

import dev.larder.store.CodecException;
import dev.larder.store.Persistence;
import dev.larder.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * What becomes of keys and values on disk that can't be decoded: misses of a cache, counted, and logged once for each reason,
 * so once for a class; errors of a keyspace of data. Safe from any thread.
 */
final class Undecodable {
    /** How many different reasons are logged. */
    private static final int MOST_REASONS = 16;

    /** Lengths, offsets and identities, in which the reasons of values of one class differ. */
    private static final Pattern NUMBERS = Pattern.compile("(?<![\\w$])\\d+(?!\\w)|@\\p{XDigit}+");

    private final String name;
    private final Persistence.Role role;
    private final LongAdder count = new LongAdder();
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();

    Undecodable(String name, Persistence.Role role) {
        this.name = name;
        this.role = role;
    }

    /**
     * Takes note of one.
     *
     * @param part "key" or "value"
     * @throws StoreException if the keyspace is one of data
     */
    void found(String part, CodecException failure) {
        if (role == Persistence.Role.DATA) {
            throw new StoreException(
                    "A " + part + " of keyspace '" + name + "' on disk can't be decoded, and a keyspace of data drops"
                            + " nothing. Nothing was changed. Bring the class back, or allow it, or write a codec that"
                            + " reads what the old one wrote. " + failure.getMessage(),
                    failure);
        }
        count.increment();
        String reason = String.valueOf(failure.getMessage());
        if (reasons.size() < MOST_REASONS && reasons.add(NUMBERS.matcher(reason).replaceAll("#"))) {
            System.getLogger(Undecodable.class.getName())
                    .log(
                            Level.WARNING,
                            "A " + part + " of cache '" + name + "' on disk can't be decoded and is a miss, as are all"
                                    + " others of its kind: " + reason);
        }
    }

    long count() {
        return count.sum();
    }
}
