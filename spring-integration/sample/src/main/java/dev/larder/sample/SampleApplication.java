package dev.larder.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Finds Unicode characters by their names, with Larder behind Spring's caching annotations.
 *
 * <p>Caching names no provider: Spring Boot finds the only JCache provider on the class path, and
 * {@code application.yaml} says which file configures it. Only the page's figures ask Larder for something
 * that the standard has no word for, how many entries a cache has.
 */
@SpringBootApplication
@EnableCaching
@EnableScheduling
public class SampleApplication {
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}
