/** Settings of the providers that only profile 'peers' puts on the class path. */
@NullMarked
package dev.larder.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
