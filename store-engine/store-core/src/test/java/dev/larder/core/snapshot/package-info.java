@NullMarked
package dev.larder.core.snapshot;

import org.jspecify.annotations.NullMarked;
