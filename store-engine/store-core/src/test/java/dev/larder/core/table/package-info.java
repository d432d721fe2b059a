@NullMarked
package dev.larder.core.table;

import org.jspecify.annotations.NullMarked;
