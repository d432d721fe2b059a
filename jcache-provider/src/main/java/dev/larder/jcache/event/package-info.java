/** Cache entry listeners on the engine's subscriptions. The door is {@link dev.larder.jcache.event.Listeners}. */
@NullMarked
package dev.larder.jcache.event;

import org.jspecify.annotations.NullMarked;
