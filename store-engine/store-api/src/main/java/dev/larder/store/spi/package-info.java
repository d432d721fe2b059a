/** Seams that plug-ins implement: eviction policies, clocks and more. */
@NullMarked
package dev.larder.store.spi;

import org.jspecify.annotations.NullMarked;
