/** Weighing entries and sharing out room. Door: {@link dev.larder.core.weight.Weights}. */
@NullMarked
package dev.larder.core.weight;

import org.jspecify.annotations.NullMarked;
