/** Tests of codecs and compression: each type's bytes, what is refused, and what damaged bytes do. */
@NullMarked
package dev.larder.core.codec;

import org.jspecify.annotations.NullMarked;
