package dev.larder.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Finds Unicode characters by their names, with Larder behind Spring's caching annotations and as Hibernate's
 * second-level cache, both in one store.
 *
 * <p>The code names no provider: the starter and the region factory are on the class path, and {@code application.yaml}
 * says what the caches may hold. Only the page's figures ask Larder itself, for how many entries a cache has.
 */
@SpringBootApplication
@EnableCaching
@EnableScheduling
public class SampleApplication {
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}
