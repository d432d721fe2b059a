/** The arrows between the packages of the provider as tests, and the proof that a wrong arrow is seen. */
@NullMarked
package dev.larder.jcache.architecture;

import org.jspecify.annotations.NullMarked;
