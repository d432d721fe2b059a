/** What can be said of a method's caching beside Spring's own annotations. */
@NullMarked
package dev.larder.spring.annotation;

import org.jspecify.annotations.NullMarked;
