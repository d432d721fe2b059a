/** The four access types over a region's entries. Door: {@link dev.larder.hibernate.access.Accesses}. */
@NullMarked
package dev.larder.hibernate.access;

import org.jspecify.annotations.NullMarked;
