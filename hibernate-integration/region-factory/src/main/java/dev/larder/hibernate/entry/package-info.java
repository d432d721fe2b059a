/**
 * The entries of a region: state, locks, and the steps that change them. Door:
 * {@link dev.larder.hibernate.entry.KeyspaceEntries}.
 */
@NullMarked
package dev.larder.hibernate.entry;

import org.jspecify.annotations.NullMarked;
