/** The arrows between the packages of the starter as tests, and the proof that a wrong arrow is seen. */
@NullMarked
package dev.larder.spring.architecture;

import org.jspecify.annotations.NullMarked;
