/**
 * Hibernate's second-level cache on Larder. Door: {@link dev.larder.hibernate.LarderRegionFactory}, which Hibernate
 * calls; the rooms below it are {@code settings}, {@code region}, {@code access} and {@code entry}.
 */
@NullMarked
package dev.larder.hibernate;

import org.jspecify.annotations.NullMarked;
