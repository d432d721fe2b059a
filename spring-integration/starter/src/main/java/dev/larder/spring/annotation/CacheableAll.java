package dev.larder.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Caches what a method finds for many keys, each as an entry of its own: the method is called once, with those keys alone
 * that the cache has not, and not at all if it has all. Can stand on an annotation of your own.
 *
 * <p>The method has one parameter that is a {@code Collection}, {@code List} or {@code Set}, and returns one of
 *
 * <ul>
 *   <li>a {@code Map} of values by those elements. The caller gets one in the order of the elements, without those for
 *       which nothing was found;
 *   <li>a {@code List} of values, of the same size and order as the elements, with null where nothing was found.
 * </ul>
 *
 * <p>The entry of an element has the key that {@code @Cacheable} without a key would give to the same method with the
 * element in place of the collection, so both kinds of method can share a cache. That nothing was found is cached, too,
 * where the cache's {@code null-values} is true.
 *
 * <p>An entry is stored only if nobody changed or evicted it since the call began. {@link CacheTtl} and {@link CacheTags}
 * on the method are asked for each value, with the value as {@code #result}, and with null where nothing was found; an
 * expression that names it and is not written for null says nothing then.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CacheableAll {
    /** The name of the cache. */
    String cacheName();
}
