/** Entry processors, each run as one engine operation. */
@NullMarked
package dev.larder.jcache.processor;

import org.jspecify.annotations.NullMarked;
