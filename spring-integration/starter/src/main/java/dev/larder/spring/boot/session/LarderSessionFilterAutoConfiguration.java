package dev.larder.spring.boot.session;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * Auto-configuration of the session's cookie and of the filter where Larder keeps the sessions and Spring Boot's module
 * {@code spring-boot-session}, which does this for any repository, is absent. The properties are Boot's own: {@code
 * server.servlet.session.cookie} and {@code spring.session.servlet}.
 */
@AutoConfiguration(after = LarderSessionAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE) // an earlier place would draw what it comes after there, too
@ConditionalOnClass({Cookie.class, DelegatingFilterProxy.class, SessionRepositoryFilter.class})
@ConditionalOnMissingClass("org.springframework.boot.session.autoconfigure.SessionAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(LarderIndexedSessionRepository.class)
public final class LarderSessionFilterAutoConfiguration {
    private static final Set<DispatcherType> DISPATCHERS =
            EnumSet.of(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.REQUEST);

    @Bean
    @ConditionalOnMissingBean({CookieSerializer.class, HttpSessionIdResolver.class})
    DefaultCookieSerializer larderCookieSerializer(Environment environment) {
        Cookie cookie = Binder.get(environment)
                .bind("server.servlet.session.cookie", Cookie.class)
                .orElseGet(Cookie::new);
        DefaultCookieSerializer serializer = new DefaultCookieSerializer();
        PropertyMapper map = PropertyMapper.get();
        map.from(cookie::getName).to(serializer::setCookieName);
        map.from(cookie::getDomain).to(serializer::setDomainName);
        map.from(cookie::getPath).to(serializer::setCookiePath);
        map.from(cookie::getHttpOnly).to(serializer::setUseHttpOnlyCookie);
        map.from(cookie::getSecure).to(serializer::setUseSecureCookie);
        map.from(cookie::getMaxAge).as(Duration::toSeconds).as(Math::toIntExact).to(serializer::setCookieMaxAge);
        map.from(cookie::getSameSite).to(sameSite -> serializer.setSameSite(sameSite.attributeValue()));
        map.from(cookie::getPartitioned).to(serializer::setPartitioned);
        return serializer;
    }

    /** A filter that is only a bean would see requests and neither asynchronous dispatches nor error pages. */
    @Bean
    DelegatingFilterProxyRegistrationBean larderSessionFilterRegistration(Environment environment) {
        Binder binder = Binder.get(environment);
        DelegatingFilterProxyRegistrationBean registration =
                new DelegatingFilterProxyRegistrationBean("springSessionRepositoryFilter");
        registration.setDispatcherTypes(EnumSet.copyOf(
                binder.bind("spring.session.servlet.filter-dispatcher-types", Bindable.setOf(DispatcherType.class))
                        .orElse(DISPATCHERS)));
        registration.setOrder(binder.bind("spring.session.servlet.filter-order", Integer.class)
                .orElse(SessionRepositoryFilter.DEFAULT_ORDER));
        return registration;
    }
}
