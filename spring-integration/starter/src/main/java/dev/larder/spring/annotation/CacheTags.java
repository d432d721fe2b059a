package dev.larder.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives tags to what the method's {@code @Cacheable}, {@code @CachePut} or {@link CacheableAll} puts, by which the entries
 * can be removed later, together with all others that carry them: {@link CacheEvictTags}. Can stand on an annotation of
 * your own.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CacheTags {
    /**
     * Expressions with the method's arguments by name and {@code #result}, such as {@code "'customer:' + #customerId"}.
     * Each gives a tag, or a collection, an array, a stream or an Optional of them, or null for none; a tag is
     * the text of whatever it is. If the method returns null, an expression that names {@code #result} gives none, unless
     * it is written for null, as {@code "#result?.customer ?: 'nobody'"} is.
     */
    String[] value();
}
