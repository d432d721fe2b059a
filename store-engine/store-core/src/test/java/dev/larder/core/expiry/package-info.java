/** Tests of the timer wheel. */
@NullMarked
package dev.larder.core.expiry;

import org.jspecify.annotations.NullMarked;
