/**
 * Codecs and compressions that need libraries. {@link java.util.ServiceLoader} finds them; applications name them in
 * {@link dev.larder.store.CodecConfig} and use nothing of this package.
 */
@NullMarked
package dev.larder.codecs;

import org.jspecify.annotations.NullMarked;
