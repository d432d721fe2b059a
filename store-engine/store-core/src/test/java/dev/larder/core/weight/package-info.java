/** Tests of the weights. */
@NullMarked
package dev.larder.core.weight;

import org.jspecify.annotations.NullMarked;
