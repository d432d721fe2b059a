/** The application of README.md, apart from other beans, since it scans its package. */
@NullMarked
package dev.larder.spring.docs.start;

import org.jspecify.annotations.NullMarked;
