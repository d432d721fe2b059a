package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Beginning, pause and end of the store with its application. */
class LifeCycleTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
            .withUserConfiguration(CachingApplication.class);

    @Test
    void stopAndStart_context_keepsWhatIsCached() {
        runner.run(context -> {
            Cache users = context.getBean(CacheManager.class).getCache("users");
            users.put("ann", "Ann");

            context.getSourceApplicationContext(AnnotationConfigApplicationContext.class)
                    .stop();
            context.getSourceApplicationContext(AnnotationConfigApplicationContext.class)
                    .start();

            assertThat(users.get("ann", String.class)).isEqualTo("Ann");
            assertThat(context.getBean(Store.class).isClosed()).isFalse();
        });
    }

    @Test
    void stopAndStart_contextWithCachesOnDisk_keepsThemOpenAndWritten(@TempDir Path directory) {
        ApplicationContextRunner onDisk = runner.withPropertyValues(
                "larder.data-directory=" + directory.resolve("caches"), "larder.defaults.persistence=hybrid");
        onDisk.run(context -> {
            Cache users = context.getBean(CacheManager.class).getCache("users");
            users.put("ann", "Ann");
            Lifecycle application = context.getSourceApplicationContext();

            application.stop();
            users.put("bob", "Bob");
            application.start();

            users.put("cat", "Cat");
            assertThat(users.get("ann", String.class)).isEqualTo("Ann");
        });
        onDisk.run(context -> {
            Cache users = context.getBean(CacheManager.class).getCache("users");
            assertThat(users.get("ann", String.class)).isEqualTo("Ann");
            assertThat(users.get("bob", String.class)).isEqualTo("Bob");
            assertThat(users.get("cat", String.class)).isEqualTo("Cat");
        });
    }

    @Test
    void stopForRestart_asForACheckpoint_keepsWhatIsCached() {
        runner.run(context -> {
            Cache users = context.getBean(CacheManager.class).getCache("users");
            users.put("ann", "Ann");
            DefaultLifecycleProcessor processor = context.getBean(DefaultLifecycleProcessor.class);

            processor.onRefresh();
            processor.onClose();
            processor.onRefresh();

            users.put("bob", "Bob");
            assertThat(users.get("ann", String.class)).isEqualTo("Ann");
        });
    }

    @Test
    void stop_whileALoadRunsInTheBackground_waitsForItAndLetsNoOtherBegin() {
        ManualClock clock = new ManualClock();
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch loaded = new CountDownLatch(1);
        runner.withBean(LarderStoreCustomizer.class, () -> config -> config.clock(clock))
                .withBean(ThreadPoolTaskExecutor.class)
                .withPropertyValues("larder.defaults.time-to-live=10s", "larder.defaults.refresh-ahead=50%")
                .run(context -> {
                    ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
                    Cache users = context.getBean(CacheManager.class).getCache("users");
                    BackgroundLoads backgroundLoads = context.getBean(BackgroundLoads.class);
                    Lifecycle application = context.getSourceApplicationContext();
                    users.get("ann", () -> "Ann");
                    users.get("bob", () -> "Bob");
                    clock.advance(Duration.ofSeconds(9));
                    users.get("ann", () -> {
                        loading.countDown();
                        await(loaded);
                        return executor.submit(() -> "Ann anew").get();
                    });
                    await(loading);

                    CompletableFuture<Void> stopped = CompletableFuture.runAsync(application::stop);
                    Awaitility.await().until(() -> !backgroundLoads.isRunning());
                    users.get("bob", () -> "Bob anew");
                    assertThat(stopped).isNotDone();
                    loaded.countDown();
                    stopped.get(20, TimeUnit.SECONDS);
                    assertThat(users.get("ann", String.class)).isEqualTo("Ann anew");
                    assertThat(users.get("bob", String.class)).isEqualTo("Bob");

                    application.start();
                    Awaitility.await().untilAsserted(() -> assertThat(users.get("bob", String.class))
                            .isEqualTo("Bob anew"));
                });
    }

    @Test
    void stop_application_asynchronousOperationsGoOn() {
        runner.run(context -> {
            Keyspace<String, Integer> attempts =
                    context.getBean(Store.class).create("attempts", KeyspaceConfig.defaults());

            ((Lifecycle) context.getSourceApplicationContext()).stop();

            assertThat(attempts.async().compute("ann", (key, count) -> 1))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(1);
        });
    }

    @Test
    void executors_ofTheApplication_areItsOwnAlone() {
        runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .run(context ->
                        assertThat(context.getBeansOfType(Executor.class)).containsOnlyKeys("applicationTaskExecutor"));
    }

    @Test
    void close_beansThatUseTheirCacheWhileTheyEnd_stillHaveIt() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class);
        Store store = context.getBean(Store.class);
        List<String> seen = context.getBean(Catalog.class).seen();
        context.getBean(Catalog.class).name(1);

        context.close();

        assertThat(seen).containsExactly("the end of LateUser");
        assertThat(store.isClosed()).isTrue();
    }

    @Test
    void close_executorWithATaskUnderWay_letsItUseTheCache() throws Exception {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class);
        Cache users = context.getBean(CacheManager.class).getCache("users");
        CountDownLatch closing = new CountDownLatch(1);
        List<Object> seen = new ArrayList<>();
        context.getBean(Executor.class).execute(() -> {
            await(closing);
            users.put("ann", "Ann");
            seen.add(users.get("ann", String.class));
        });

        context.addApplicationListener(event -> closing.countDown());
        context.close();

        assertThat(seen).containsExactly("Ann");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @ImportAutoConfiguration(LarderAutoConfiguration.class)
    static class Application {
        @Bean
        LateUser lateUser(ObjectProvider<Catalog> catalog) {
            return new LateUser(catalog);
        }

        @Bean
        Catalog catalog() {
            return new Catalog();
        }

        @Bean
        ThreadPoolTaskExecutor executor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setWaitForTasksToCompleteOnShutdown(true);
            executor.setAwaitTerminationSeconds(10);
            return executor;
        }
    }

    /** Uses a cached method in its last moments. */
    record LateUser(ObjectProvider<Catalog> catalog) implements DisposableBean {
        @Override
        public void destroy() {
            catalog.getObject().seen().add(catalog.getObject().name(1) + " of LateUser");
        }
    }

    static class Catalog {
        private final List<String> seen = new ArrayList<>();

        /** A method: the field of the proxy is another one. */
        public List<String> seen() {
            return seen;
        }

        @Cacheable("names")
        public String name(int id) {
            return "the end";
        }
    }
}
