package dev.larder.spring;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * Adds what the annotations of Larder need to an application with {@code @EnableCaching}. Imported by the
 * auto-configuration; other applications import it themselves.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class LarderCachingConfiguration {}
