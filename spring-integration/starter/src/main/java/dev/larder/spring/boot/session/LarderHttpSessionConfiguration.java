package dev.larder.spring.boot.session;

import dev.larder.store.Store;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportAware;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.session.FlushMode;
import org.springframework.session.IndexResolver;
import org.springframework.session.MapSession;
import org.springframework.session.SaveMode;
import org.springframework.session.Session;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.config.annotation.web.http.SpringHttpSessionConfiguration;

/** The session repository, and Spring Session's filter on it; see {@link EnableLarderHttpSession}. */
@Configuration(proxyBeanMethods = false)
@Import(SpringHttpSessionConfiguration.class)
class LarderHttpSessionConfiguration implements ImportAware {
    private Duration maxInactiveInterval = MapSession.DEFAULT_MAX_INACTIVE_INTERVAL;
    private FlushMode flushMode = FlushMode.ON_SAVE;
    private SaveMode saveMode = SaveMode.ON_SET_ATTRIBUTE;

    @Override
    public void setImportMetadata(AnnotationMetadata importing) {
        Map<String, @Nullable Object> found =
                importing.getAnnotationAttributes(EnableLarderHttpSession.class.getName());
        AnnotationAttributes attributes = AnnotationAttributes.fromMap(found);
        if (attributes != null) {
            int seconds = attributes.getNumber("maxInactiveIntervalInSeconds");
            maxInactiveInterval = Duration.ofSeconds(seconds);
            flushMode = attributes.getEnum("flushMode");
            saveMode = attributes.getEnum("saveMode");
        }
    }

    @Bean
    LarderIndexedSessionRepository sessionRepository(
            Store store,
            ApplicationEventPublisher events,
            ObjectProvider<SessionIdGenerator> idGenerator,
            ObjectProvider<IndexResolver<Session>> indexResolver,
            ObjectProvider<SessionRepositoryCustomizer<LarderIndexedSessionRepository>> customizers) {
        LarderIndexedSessionRepository repository = new LarderIndexedSessionRepository(store);
        repository.setDefaultMaxInactiveInterval(maxInactiveInterval);
        repository.setFlushMode(flushMode);
        repository.setSaveMode(saveMode);
        repository.setApplicationEventPublisher(events);
        idGenerator.ifAvailable(repository::setSessionIdGenerator);
        indexResolver.ifAvailable(repository::setIndexResolver);
        customizers.orderedStream().forEach(customizer -> customizer.customize(repository));
        return repository;
    }
}
