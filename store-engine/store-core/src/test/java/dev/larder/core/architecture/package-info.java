/** The arrows between modules and rooms as tests, and the proof that a wrong arrow is seen. */
@NullMarked
package dev.larder.core.architecture;

import org.jspecify.annotations.NullMarked;
