/** Cache loaders and writers: their exceptions, wrong answers and partial failures. */
@NullMarked
package dev.larder.jcache.integration;

import org.jspecify.annotations.NullMarked;
