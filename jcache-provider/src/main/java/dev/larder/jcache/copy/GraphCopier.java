package dev.larder.jcache.copy;

/** Copies object graphs in memory, keeping their shape. */
interface GraphCopier {

    /**
     * Returns a copy that shares nothing mutable with the value.
     *
     * @throws RefusedException if the graph has an object of a class that only Java serialization copies rightly
     */
    Object copy(Object value);
}
