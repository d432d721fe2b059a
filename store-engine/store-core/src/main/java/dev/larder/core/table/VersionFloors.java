package dev.larder.core.table;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers how far the versions of removed keys had come, so that a key that is created again goes on above. One number
 * serves all keys that fall to the same slot: it only has to be high enough.
 */
public final class VersionFloors {
    private static final int SLOTS = 64;
    private final AtomicLongArray floors = new AtomicLongArray(SLOTS);

    /** The first version for a key that has no entry. */
    public long firstVersion(Object key) {
        return floors.get(slot(key)) + 1;
    }

    /** Notes that the key had this version; before its entry leaves the table. */
    public void raise(Object key, long version) {
        raiseSlot(slot(key), version);
    }

    /** Notes that any key may have had this version. */
    public void raiseAll(long version) {
        for (int slot = 0; slot < SLOTS; slot++) {
            raiseSlot(slot, version);
        }
    }

    private void raiseSlot(int slot, long version) {
        long floor = floors.get(slot);
        while (floor < version && !floors.weakCompareAndSetVolatile(slot, floor, version)) {
            floor = floors.get(slot);
        }
    }

    private static int slot(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash >>> 26;
    }
}
