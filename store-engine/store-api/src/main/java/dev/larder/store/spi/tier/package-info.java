/**
 * What those who write a {@link dev.larder.store.spi.Tier} need beside their disk: reading settings, confirming in groups,
 * closing what is in use, sorting what is loaded in bulk. Independent of each other; a tier may use none of them.
 */
@NullMarked
package dev.larder.store.spi.tier;

import org.jspecify.annotations.NullMarked;
