/** The Java of the documentation, so that it compiles, and the test that holds the pages against it. */
@NullMarked
package dev.larder.jcache.docs;

import org.jspecify.annotations.NullMarked;
