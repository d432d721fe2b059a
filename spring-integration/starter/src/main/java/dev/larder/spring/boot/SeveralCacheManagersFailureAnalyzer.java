package dev.larder.spring.boot;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.cache.CacheManager;
import org.springframework.core.annotation.Order;

/**
 * Tells an application with several cache managers how to say which one {@code @Cacheable} means. Where a bean of the
 * application wants a manager, Spring Boot's own analyzer says which bean that is.
 */
@Order(0) // Spring Boot's own analyzer, which is not ordered, knows nothing of annotated methods
final class SeveralCacheManagersFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
        if (cause.getBeanType() != CacheManager.class || isWantedByABean(rootFailure)) {
            return null;
        }
        Collection<String> names = cause.getBeanNamesFound();
        return new FailureAnalysis(
                "There are several cache managers, and nothing says which one @Cacheable and its kin mean: "
                        + String.join(", ", names == null ? List.of() : names) + ".",
                "Mark one of them @Primary, and name the other where it is meant, as in"
                        + " @CacheConfig(cacheManager = \"...\"); or keep only one.",
                cause);
    }

    private static boolean isWantedByABean(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof UnsatisfiedDependencyException || link instanceof BeanInstantiationException) {
                return true;
            }
        }
        return false;
    }
}
