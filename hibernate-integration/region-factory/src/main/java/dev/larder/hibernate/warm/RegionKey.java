package dev.larder.hibernate.warm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of a region that is kept on disk. Equal keys have equal bytes there, which Hibernate's own keys have not: they hold
 * arrays, and what their bytes are under JDK serialization depends on which parts are the same object.
 *
 * @param role the entity's root, or the collection's role
 * @param id the disassembled id; arrays are lists, enums their names
 * @param tenant the tenant, or null
 */
record RegionKey(String role, @Nullable Object id, @Nullable String tenant) {
    static RegionKey of(String role, @Nullable Object disassembledId, @Nullable String tenant) {
        return new RegionKey(role, canonical(disassembledId), tenant);
    }

    /** Within a role all ids are of one type, so none of these can be taken for another. */
    private static @Nullable Object canonical(@Nullable Object part) {
        if (part instanceof Object[] parts) {
            List<@Nullable Object> all = new ArrayList<>(parts.length);
            for (Object each : parts) {
                all.add(canonical(each));
            }
            return Collections.unmodifiableList(all);
        }
        if (part instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return part instanceof Enum<?> constant ? constant.name() : part;
    }
}
