/** The log: segments, frames, confirming by the disk, recovery. Door: {@link dev.larder.core.journal.Journal}. */
@NullMarked
package dev.larder.core.journal;

import org.jspecify.annotations.NullMarked;
