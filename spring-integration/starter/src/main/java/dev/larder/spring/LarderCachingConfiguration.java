package dev.larder.spring;

import dev.larder.spring.annotation.CacheEvictTags;
import dev.larder.spring.annotation.CacheableAll;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Adds to an application with {@code @EnableCaching} what carries out {@link CacheEvictTags} and {@link CacheableAll}. The
 * starter imports it; other applications do so themselves. They mean the caches of the one bean that is a {@link
 * LarderCacheManager}, or the primary one of several; without any, methods are called as they are.
 *
 * <p>Both are advisors of the lowest precedence, as those of Spring's caching and transactions are by default. If a method
 * has a transaction of its own and the proxies of caching are inside it, what the method puts and evicts belongs to the
 * transaction, and nobody sees the old value once the commit can be seen. If they are outside, as may be by default, it is
 * put and evicted right after the commit, and a reader in between may get the old value once more. {@code
 * @EnableTransactionManagement(order = Ordered.LOWEST_PRECEDENCE - 1)} puts transactions outside; a {@code @Cacheable} hit
 * of a method with a transaction of its own then begins one.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class LarderCachingConfiguration {
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor larderTagEvictionAdvisor(ObjectProvider<CacheManager> managers) {
        return advisor(new TagEvictions(new LarderManagerLookup(managers)), CacheEvictTags.class);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor larderBulkCachingAdvisor(ObjectProvider<CacheManager> managers) {
        return advisor(new BulkCaching(new LarderManagerLookup(managers)), CacheableAll.class);
    }

    private static Advisor advisor(Advice advice, Class<? extends Annotation> annotation) {
        AnnotatedMethods advisor = new AnnotatedMethods(annotation);
        advisor.setAdvice(advice);
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
        return advisor;
    }

    /** Methods that have an annotation, once or several times, or an annotation that has it. */
    private static final class AnnotatedMethods extends StaticMethodMatcherPointcutAdvisor {
        private static final long serialVersionUID = 1;

        private final Class<? extends Annotation> annotation;

        AnnotatedMethods(Class<? extends Annotation> annotation) {
            this.annotation = annotation;
            setClassFilter(type -> AnnotationUtils.isCandidateClass(type, annotation));
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return isAnnotated(method) || isAnnotated(AopUtils.getMostSpecificMethod(method, targetClass));
        }

        private boolean isAnnotated(Method method) {
            return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation);
        }
    }
}
