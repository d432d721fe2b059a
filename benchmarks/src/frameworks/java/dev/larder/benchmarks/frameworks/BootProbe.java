package dev.larder.benchmarks.frameworks;

import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts an application with nothing but a cache, puts one entry, and halts. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
public class BootProbe {
    /** Takes the simple name of the cache manager that is to be there. */
    public static void main(String[] args) {
        ConfigurableApplicationContext context = SpringApplication.run(BootProbe.class);
        CacheManager manager = context.getBean(CacheManager.class);
        if (!manager.getClass().getSimpleName().equals(args[0])) {
            throw new IllegalStateException("Expected a " + args[0] + ", found " + manager);
        }
        Objects.requireNonNull(manager.getCache("users")).put("key", "value");
        Runtime.getRuntime().halt(0);
    }
}
