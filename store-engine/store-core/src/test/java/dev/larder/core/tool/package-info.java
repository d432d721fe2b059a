/** Data directories that are damaged, copied and restored. */
@NullMarked
package dev.larder.core.tool;

import org.jspecify.annotations.NullMarked;
