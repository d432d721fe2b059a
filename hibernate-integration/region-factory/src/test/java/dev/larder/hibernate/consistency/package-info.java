/**
 * Random transactions by many threads, and a check of everything that they read. Door:
 * {@link dev.larder.hibernate.consistency.ConsistencyRun}.
 */
package dev.larder.hibernate.consistency;
