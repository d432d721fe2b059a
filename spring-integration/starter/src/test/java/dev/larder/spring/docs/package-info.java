/** The Java and the settings of docs/spring.md, compiled and run. */
@NullMarked
package dev.larder.spring.docs;

import org.jspecify.annotations.NullMarked;
