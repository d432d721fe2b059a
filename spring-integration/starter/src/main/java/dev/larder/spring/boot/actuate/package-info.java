/**
 * What an operator sees of Larder: meters, the endpoint {@code larder} and a health contributor. Doors: {@link
 * dev.larder.spring.boot.actuate.LarderCacheMetrics} and {@link dev.larder.spring.boot.actuate.LarderEndpoint}.
 */
@NullMarked
package dev.larder.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
