/** The arrows of the copier as tests, and the proof that a wrong arrow is seen. */
@NullMarked
package dev.larder.copy.architecture;

import org.jspecify.annotations.NullMarked;
