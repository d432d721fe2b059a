package dev.larder.spring.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Gives a test's context an {@code application.yaml}. */
final class Yaml {
    private Yaml() {}

    static ApplicationContextInitializer<ConfigurableApplicationContext> of(String text) {
        return context -> {
            try {
                ByteArrayResource file =
                        new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "application.yaml");
                for (PropertySource<?> source : new YamlPropertySourceLoader().load("application.yaml", file)) {
                    context.getEnvironment().getPropertySources().addLast(source);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
