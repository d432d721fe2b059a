package dev.larder.spring.boot.session;

import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;

/** Of a library that says nothing about Larder; by its name, it comes after Larder's. */
@AutoConfiguration
class UnorderedSessionAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(SessionRepository.class)
    MapSessionRepository libraryRepository() {
        return new MapSessionRepository(new ConcurrentHashMap<>());
    }
}
