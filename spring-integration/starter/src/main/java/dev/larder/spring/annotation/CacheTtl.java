package dev.larder.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how long what the method returns lives in the caches of its {@code @Cacheable}, {@code @CachePut} or {@link
 * CacheableAll}, whatever their settings are. Can stand on an annotation of your own.
 *
 * <p>{@code @CacheTtl("10m")} is the same for all values; {@code @CacheTtl("#{#result.expiresIn}")} asks an expression
 * with the method's arguments by name and {@code #result}, which gives a {@link java.time.Duration}, a text such as {@code
 * 10m} or {@code PT10M}, or null for what the settings say. At least one millisecond.
 *
 * <p>If the method returns null, an expression that names {@code #result} leaves it to the settings, too, unless it is
 * written for null, as {@code #result == null ? '10s' : '10m'} is.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CacheTtl {
    /** A duration, or an expression in <code>#{}</code>. */
    String value();
}
