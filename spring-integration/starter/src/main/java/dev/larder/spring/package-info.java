/** Spring's cache abstraction on the engine's keyspaces. Door: {@link dev.larder.spring.LarderCacheManager}. */
@NullMarked
package dev.larder.spring;

import org.jspecify.annotations.NullMarked;
