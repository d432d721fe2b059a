package dev.larder.core.weight;

/** How the instances of one class are measured. Immutable; safe from any thread. */
sealed interface SizeRule {
    /** For objects that everybody shares and no entry pays for: enum constants, classes, empty collections. */
    SizeRule SHARED = (Leaf) object -> 0;

    /** Measures an object with all it consists of; it refers to nothing that has to be looked at. */
    @FunctionalInterface
    non-sealed interface Leaf extends SizeRule {
        long bytes(Object object);
    }

    /** Measures the object itself and tells the visit what else it holds. */
    @FunctionalInterface
    non-sealed interface Compound extends SizeRule {
        long bytes(Object object, GraphVisit visit);
    }
}
