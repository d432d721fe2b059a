package dev.larder.spring.entry;

import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.spi.StoreClock;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who loads an ageing entry anew, for loads that callers do on their own: the first who asks, while all others go on with
 * the old value. A claim lapses after a tenth of the entry's lifetime, for who claimed may fail and never say so.
 *
 * <p>Safe from any thread.
 */
public final class RefreshClaims {
    private static final int MANY = 1000;

    private final Keyspace<Object, Object> keyspace;
    private final StoreClock clock;
    private final double fractionOfLifetime;
    private final ConcurrentHashMap<Object, Claim> claims = new ConcurrentHashMap<>();

    /** Two claims are never equal, also when they are made in the same millisecond: one has won. */
    private static final class Claim {
        final long version;
        final long lapsesAtMillis;

        Claim(long version, long lapsesAtMillis) {
            this.version = version;
            this.lapsesAtMillis = lapsesAtMillis;
        }
    }

    /**
     * Claims on the entries of a keyspace.
     *
     * @param fractionOfLifetime the part of an entry's lifetime, above 0 and below 1, after which it is ageing
     */
    public RefreshClaims(Keyspace<Object, Object> keyspace, StoreClock clock, double fractionOfLifetime) {
        this.keyspace = keyspace;
        this.clock = clock;
        this.fractionOfLifetime = fractionOfLifetime;
    }

    /** Whether the entry is ageing and the caller is the one to load it anew. */
    public boolean tryClaim(Object key) {
        EntryView<Object> entry = keyspace.view(key);
        if (!entry.isPresent() || entry.expiresAtMillis() == EntryView.NEVER) {
            return false;
        }
        long nowMillis = clock.recentMillis();
        long lifeMillis = entry.expiresAtMillis() - entry.updatedAtMillis();
        if (nowMillis - entry.updatedAtMillis() < lifeMillis * fractionOfLifetime) {
            return false;
        }
        Claim mine = new Claim(entry.version(), nowMillis + Math.max(1, lifeMillis / 10));
        Claim winner = claims.compute(key, (same, held) -> isHeld(held, mine, nowMillis) ? held : mine);
        return winner == mine;
    }

    private static boolean isHeld(@Nullable Claim held, Claim mine, long nowMillis) {
        return held != null && held.version == mine.version && nowMillis < held.lapsesAtMillis;
    }

    /** The entry was loaded anew, or is gone. */
    public void release(Object key) {
        claims.remove(key);
        if (claims.size() > MANY) {
            long nowMillis = clock.recentMillis();
            claims.values().removeIf(claim -> claim.lapsesAtMillis <= nowMillis);
        }
    }
}
