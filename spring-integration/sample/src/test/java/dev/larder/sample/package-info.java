/** The application, tested from its services up to its page in a browser. */
@NullMarked
package dev.larder.sample;

import org.jspecify.annotations.NullMarked;
