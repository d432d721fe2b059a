package dev.larder.spring.boot.session;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.session.FlushMode;
import org.springframework.session.MapSession;
import org.springframework.session.SaveMode;

/**
 * Has Larder keep the HTTP sessions, in the store that is a bean of the application. In an application with Spring Boot's
 * auto-configuration this is needed only to set what the properties don't; it takes the place of the auto-configuration.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Documented
@Import(LarderHttpSessionConfiguration.class)
public @interface EnableLarderHttpSession {
    /** How many seconds a session lives without being accessed; for ever if negative. */
    int maxInactiveIntervalInSeconds() default MapSession.DEFAULT_MAX_INACTIVE_INTERVAL_SECONDS;

    /** Whether changes are written at once, or when the request ends. */
    FlushMode flushMode() default FlushMode.ON_SAVE;

    /** Which attributes are written. */
    SaveMode saveMode() default SaveMode.ON_SET_ATTRIBUTE;
}
