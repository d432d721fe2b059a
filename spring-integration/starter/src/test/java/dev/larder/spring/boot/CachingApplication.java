package dev.larder.spring.boot;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

/** An application that caches. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CachingApplication {}
