package dev.larder.sample.caches;

/**
 * A region of Hibernate's second-level cache at one moment; counts run since the start.
 *
 * @param holds what its entries are: entities, or results of queries
 */
public record RegionFigures(String name, String holds, long hitCount, long missCount, long putCount, long entryCount) {}
