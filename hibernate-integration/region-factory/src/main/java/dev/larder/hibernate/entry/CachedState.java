package dev.larder.hibernate.entry;

import org.hibernate.cache.spi.access.SoftLock;
import org.jspecify.annotations.Nullable;

/** What a key of a region has: state that sessions may read, or a lock that keeps them from it. Immutable. */
public sealed interface CachedState {
    /**
     * State as it was in the database at some moment after its timestamp.
     *
     * @param value disassembled state, which nobody changes
     * @param version the entity's, or that of the collection's owner; null where there is none
     * @param timestamp when the session began that loaded it, or when the change was complete that made it
     */
    record Item(Object value, @Nullable Object version, long timestamp) implements CachedState {}

    /**
     * Says that transactions are changing the key: nothing is read from the cache, and nothing put into it, until all of
     * them have ended.
     *
     * @param id when the first of them locked it, which is also what its holders give back to unlock
     * @param owner the timestamp of the first holder's transaction
     * @param readSince the oldest that the holder's knowledge of the row may be
     * @param holders how many unlocks are still to come
     * @param contested whether what its holders made may be out of date when they unlock: there were several
     *     transactions, or the key was evicted meanwhile, or changed since its holder may have read it
     * @param timesOutAt the timestamp from which sessions that begin later may put what they load, as if it were gone
     */
    record KeyLock(long id, long owner, long readSince, int holders, boolean contested, long timesOutAt)
            implements CachedState, SoftLock {
        KeyLock joinedBy(long otherOwner, long otherTimesOutAt) {
            return new KeyLock(id, owner, readSince, holders + 1, contested || owner != otherOwner, otherTimesOutAt);
        }

        KeyLock leftByOne() {
            return new KeyLock(id, owner, readSince, holders - 1, contested, timesOutAt);
        }

        KeyLock asContested() {
            return new KeyLock(id, owner, readSince, holders, true, timesOutAt);
        }
    }
}
