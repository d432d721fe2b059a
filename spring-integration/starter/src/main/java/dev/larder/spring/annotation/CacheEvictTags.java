package dev.larder.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Removes every entry that carries one of some tags, once the method returned. Can stand on an annotation of your own.
 *
 * <p>It happens when a method that throws nothing is through; if it returns a {@code CompletableFuture} or a reactive type,
 * when that completes. Within a transaction others see it with the commit.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(CacheEvictTags.All.class)
public @interface CacheEvictTags {
    /** The names of the caches. */
    String[] cacheNames();

    /**
     * Expressions with the method's arguments by name and {@code #result}; see {@link CacheTags#value}, also for what they
     * give if the method returns null.
     */
    String[] tags();

    /** Whether to evict before the method is called, whatever becomes of it; no tag may name {@code #result} then. */
    boolean beforeInvocation() default false;

    /** Several of them on one method. */
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @interface All {
        /** The annotations. */
        CacheEvictTags[] value();
    }
}
