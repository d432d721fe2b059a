/** Telling listeners of changes. Door: {@link dev.larder.core.fanout.ChangeFanout}. */
@NullMarked
package dev.larder.core.fanout;

import org.jspecify.annotations.NullMarked;
