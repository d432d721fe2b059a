package dev.larder.hibernate.entry;

import dev.larder.hibernate.entry.CachedState.Item;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Whether what a session loaded takes the place of what is cached already. */
@FunctionalInterface
public interface Replacement {
    /** Never: minimal puts. */
    Replacement NEVER = (present, version, timestamp) -> false;

    /** Unless it comes from a session that began later. */
    Replacement NOT_NEWER = (present, version, timestamp) -> present.timestamp() <= timestamp;

    /** If the versions say that it is newer; without versions, never. */
    static Replacement newerVersion(@Nullable Comparator<Object> versions) {
        return (present, version, timestamp) -> versions != null
                && version != null
                && present.version() != null
                && versions.compare(present.version(), version) < 0;
    }

    /**
     * Whether it is replaced.
     *
     * @param present what is cached
     * @param version the version of what was loaded, or null
     * @param timestamp when the session began that loaded it
     */
    boolean replaces(Item present, @Nullable Object version, long timestamp);
}
