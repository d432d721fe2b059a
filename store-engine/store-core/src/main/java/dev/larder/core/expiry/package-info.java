/** Names the entries whose deadline has come. The door is {@link dev.larder.core.expiry.TimerWheel}. */
@NullMarked
package dev.larder.core.expiry;

import org.jspecify.annotations.NullMarked;
