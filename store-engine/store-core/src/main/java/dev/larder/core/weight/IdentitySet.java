package dev.larder.core.weight;

import org.jspecify.annotations.Nullable;

/**
 * Objects told apart by {@code ==}. The first few are compared one by one, which costs less than asking each for its
 * identity hash, as that is written into the object's header. Not thread-safe.
 */
final class IdentitySet {
    private static final int LISTED_COUNT = 16;

    /** A list of the first {@code size} places at first, an open-addressed table of at most half its places later. */
    private @Nullable Object[] places = new Object[LISTED_COUNT];

    private int size;

    /** Adds the object; returns whether it was not there yet. */
    boolean add(Object object) {
        int place = placeOf(object);
        if (place < places.length && places[place] != null) {
            return false;
        }
        if (place == places.length || (places.length > LISTED_COUNT && size * 2 == places.length)) {
            grow();
            place = placeOf(object);
        }
        places[place] = object;
        size++;
        return true;
    }

    boolean contains(Object object) {
        int place = placeOf(object);
        return place < places.length && places[place] != null;
    }

    private int placeOf(Object object) {
        if (places.length == LISTED_COUNT) {
            int place = 0;
            while (place < size && places[place] != object) {
                place++;
            }
            return place;
        }
        int mask = places.length - 1;
        int place = ((System.identityHashCode(object) * 0x9E3779B9) >>> 7) & mask;
        while (places[place] != null && places[place] != object) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        @Nullable Object[] before = places;
        places = new Object[places.length * 4];
        for (Object object : before) {
            if (object != null) {
                places[placeOf(object)] = object;
            }
        }
    }
}
