package dev.larder.spring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Runs the Java and binds the settings of docs/spring.md. */
class SpringPageTest {
    private static final Path PAGES =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../docs");
    private static final String FENCE = "```yaml boot";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    @TestFactory
    Stream<DynamicTest> settings_ofThePages_startAnApplication() throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String page : List.of("spring.md", "metrics.md", "../README.md")) {
            blocks.addAll(blocks(Files.readAllLines(PAGES.resolve(page))));
        }
        assertThat(blocks).hasSizeGreaterThan(3);
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElseThrow(), () -> start(block)));
    }

    private void start(String yaml) {
        runner.withInitializer(context -> {
                    for (PropertySource<?> source : load(yaml)) {
                        context.getEnvironment().getPropertySources().addLast(source);
                    }
                })
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(LarderCacheManager.class));
    }

    @Test
    void products_oneAndMany_shareTheirEntries() {
        runner.run(context -> {
            Catalog catalog = context.getBean(Catalog.class);
            catalog.product("tea");
            Collection<Product> found = catalog.products(List.of("tea", "milk")).values();

            assertThat(found).extracting(Product::id).containsExactlyInAnyOrder("tea", "milk");
            assertThat(context.getBean(Shop.class).asked()).containsExactly("tea", "milk");
        });
    }

    @Test
    void offers_ofASupplier_goTogether() {
        runner.run(context -> {
            Catalog catalog = context.getBean(Catalog.class);
            catalog.offer("tea");
            catalog.offer("tea");
            catalog.supplierChanged("acme");
            catalog.offer("tea");

            assertThat(context.getBean(Shop.class).asked()).containsExactly("tea", "tea");
        });
    }

    @Test
    void beans_ofThePage_doWhatItSays() {
        runner.withUserConfiguration(Setup.StoreName.class, Setup.TwoManagers.class)
                .run(context -> {
                    assertThat(context.getBean(CacheManager.class)).isInstanceOf(LarderCacheManager.class);
                    Store store = context.getBean(Store.class);
                    assertThat(store.config().name()).isEqualTo("shop");
                    assertThat(Setup.attempts(store).get("ann")).isEqualTo(2);
                });
    }

    private static List<PropertySource<?>> load(String yaml) {
        try {
            return new YamlPropertySourceLoader()
                    .load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> blocks(List<String> lines) {
        List<String> blocks = new ArrayList<>();
        StringBuilder open = null;
        for (String line : lines) {
            if (line.equals(FENCE)) {
                open = new StringBuilder();
            } else if (open != null && line.equals("```")) {
                blocks.add(open.toString());
                open = null;
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        return blocks;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Application {
        @Bean
        Shop shop() {
            return new Shop();
        }

        @Bean
        Catalog catalog(Shop shop) {
            return new Catalog(shop);
        }
    }
}
