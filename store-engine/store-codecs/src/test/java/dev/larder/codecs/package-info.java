/** Tests of codecs and compressions through the format that applications see, with the engine at run time. */
@NullMarked
package dev.larder.codecs;

import org.jspecify.annotations.NullMarked;
