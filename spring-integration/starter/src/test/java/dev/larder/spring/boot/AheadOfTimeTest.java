package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.actuate.LarderHealthAutoConfiguration;
import dev.larder.spring.boot.actuate.LarderMetricsAutoConfiguration;
import dev.larder.store.Capacity;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** What Spring prepares of an application ahead of time, as for a native image. */
class AheadOfTimeTest {
    @Test
    @CompileWithForkedClassLoader // the generated code uses classes that only its package sees
    void application_processedAheadOfTime_runsFromTheGeneratedCode() {
        TestGenerationContext generation = new TestGenerationContext();
        AnnotationConfigApplicationContext prepared = new AnnotationConfigApplicationContext();
        prepared.register(Application.class);
        properties().applyTo(prepared);
        ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(prepared, generation);
        generation.writeGeneratedContent();

        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                properties().applyTo(context);
                asInitializer(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()))
                        .initialize(context);
                context.refresh();

                assertThat(context.getBean(CacheManager.class)).isInstanceOf(LarderCacheManager.class);
                LarderCache users =
                        (LarderCache) context.getBean(CacheManager.class).getCache("users");
                assertThat(users.keyspace().config().capacity()).isEqualTo(Capacity.entries(7));
                assertThat(context.getBeanNamesForType(HealthContributor.class))
                        .containsExactly("larderHealthContributor");
                assertThat(context.getBean(javax.cache.CacheManager.class).isClosed())
                        .isFalse();
            }
        });
    }

    @Test
    void hints_ofLarder_coverServicesAndFieldsReachedByName() throws ClassNotFoundException {
        RuntimeHints hints = new RuntimeHints();
        new LarderRuntimeHints().registerHints(hints, getClass().getClassLoader());

        assertThat(resource().forResource("META-INF/services/dev.larder.store.spi.StoreProvider"))
                .accepts(hints);
        assertThat(resource().forResource("META-INF/services/javax.cache.spi.CachingProvider"))
                .accepts(hints);
        assertThat(reflection().onType(TypeReference.of("dev.larder.core.keyspace.CoreStoreProvider")))
                .accepts(hints);
        for (String holder : LarderRuntimeHints.FIELD_HOLDERS) {
            assertThat(reflection().onType(Class.forName(holder))).as(holder).accepts(hints);
        }
        assertThat(reflection().onFieldAccess("dev.larder.core.table.Entry", "word"))
                .accepts(hints);
    }

    @Test
    void hints_ofFieldsReachedByName_areOfAllClassesThatDoSo() {
        Set<String> holders = new TreeSet<>();
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.larder");
        for (JavaClass type : classes) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                if (Set.of("findVarHandle", "newUpdater").contains(call.getName())) {
                    holders.add(type.getName());
                }
            }
        }

        assertThat(Arrays.stream(LarderRuntimeHints.FIELD_HOLDERS).filter(holder -> holder.startsWith("dev.larder.")))
                .containsExactlyInAnyOrderElementsOf(holders);
    }

    @Test
    void hints_ofAnApplication_comeFromTheRegistrarAndTheProperties() {
        TestGenerationContext generation = new TestGenerationContext();
        AnnotationConfigApplicationContext prepared = new AnnotationConfigApplicationContext();
        prepared.register(Application.class);
        new ApplicationContextAotGenerator().processAheadOfTime(prepared, generation);
        RuntimeHints hints = generation.getRuntimeHints();

        assertThat(resource().forResource("META-INF/services/dev.larder.store.spi.StoreProvider"))
                .as("registered by aot.factories")
                .accepts(hints);
        assertThat(reflection().onType(LarderProperties.class)).accepts(hints);
        assertThat(reflection().onType(LarderProperties.CacheProperties.class)).accepts(hints);
    }

    private static TestPropertyValues properties() {
        return TestPropertyValues.of("larder.caches.users.max-entries=7");
    }

    @SuppressWarnings("unchecked") // the generated class initializes this type of context
    private static ApplicationContextInitializer<GenericApplicationContext> asInitializer(Object generated) {
        return (ApplicationContextInitializer<GenericApplicationContext>) generated;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @ImportAutoConfiguration({
        LarderAutoConfiguration.class,
        LarderHealthAutoConfiguration.class,
        LarderJCacheAutoConfiguration.class,
        LarderMetricsAutoConfiguration.class
    })
    static class Application {}
}
