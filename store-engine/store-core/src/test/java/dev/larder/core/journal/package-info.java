/** Tests of the timer wheel. */
@NullMarked
package dev.larder.core.journal;

import org.jspecify.annotations.NullMarked;
