package dev.larder.spring.entry;

/**
 * What a load hands to those who wait for it: never in the keyspace, where its value alone is stored.
 *
 * @param source who loaded it
 * @param value what was found
 * @param tick when the load began; see {@link TagIndex}
 */
record FoundValue(Object source, NewValue value, long tick) {}
