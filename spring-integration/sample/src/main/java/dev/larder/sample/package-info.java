/** A web application that finds Unicode characters by name, and shows what its caches save. */
@NullMarked
package dev.larder.sample;

import org.jspecify.annotations.NullMarked;
