/**
 * Larder in a Spring Boot application: the store and the caches as beans, and their settings under {@code larder} in the
 * application's configuration. Door: {@link dev.larder.spring.boot.LarderAutoConfiguration}.
 */
@NullMarked
package dev.larder.spring.boot;

import org.jspecify.annotations.NullMarked;
