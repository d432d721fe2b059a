package dev.larder.store;

import java.time.Duration;

/**
 * What a keyspace found on disk when it was created.
 *
 * @param entries how many entries it has from there; those of the log count once for each time they were written
 * @param expired how many had expired meanwhile
 * @param undecodable how many could not be decoded and are misses; see {@link Persistence.Role#CACHE}
 * @param duration how long it took to read them
 */
public record RestoreReport(long entries, long expired, long undecodable, Duration duration) {
    /** Nothing was there, or nothing is kept. */
    public static final RestoreReport NOTHING = new RestoreReport(0, 0, 0, Duration.ZERO);
}
