package dev.larder.spring.boot.restart;

import dev.larder.spring.boot.LarderAutoConfiguration;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose own classes a restart loads anew. Calling it runs it from start to end. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
@ImportAutoConfiguration(LarderAutoConfiguration.class)
class RestartedApplication implements Callable<Object> {
    @Bean
    Orchard orchard() {
        return new Orchard();
    }

    @Override
    public Object call() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(RestartedApplication.class)) {
            Apple apple = context.getBean(Orchard.class).apple("boskop");
            if (!apple.equals(context.getBean(Orchard.class).apple("boskop"))) {
                throw new AssertionError("not cached");
            }
            return apple;
        }
    }

    record Apple(String name, int number) {}

    static class Orchard {
        private int grown;

        @Cacheable("apples")
        public Apple apple(String name) {
            return new Apple(name, grown++);
        }
    }
}
