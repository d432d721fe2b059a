/** Cache loaders and writers: their exceptions, wrong answers and partial failures, and the engine's failures beside them. */
@NullMarked
package dev.larder.jcache.integration;

import org.jspecify.annotations.NullMarked;
