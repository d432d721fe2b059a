package dev.larder.copy;

import org.jspecify.annotations.Nullable;

/** Copies object graphs in memory, keeping their shape. */
interface GraphCopier {

    /**
     * Returns a copy that shares nothing mutable with the value.
     *
     * @throws RefusedException if the graph has an object of a class that only Java serialization copies rightly
     */
    Object copy(Object value);

    /**
     * Copies a flat object, whose fields hold nothing but primitives, immutable objects and {@link FlatParts}, in a
     * fraction of the time.
     *
     * @param known whether the value is itself a copy that this method made, unchanged since
     * @return the copy, or null if the value is not flat
     */
    @Nullable Object copyFlat(Object value, boolean known);
}
