/**
 * Keys and values as bytes and back (docs/formats/values.md): the frame around what codecs write, the engine's own codecs,
 * compression, and how codecs of others are found. The door is {@link dev.larder.core.codec.EntryCodec}.
 */
@NullMarked
package dev.larder.core.codec;

import org.jspecify.annotations.NullMarked;
