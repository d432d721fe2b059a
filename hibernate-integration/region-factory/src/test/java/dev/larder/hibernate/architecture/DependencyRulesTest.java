package dev.larder.hibernate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.larder.testkit.architecture.PlantedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the region factory's own classes, main code only, against {@link DependencyRules}; and planted ones. */
class DependencyRulesTest {
    @TempDir
    Path classFiles;

    @TestFactory
    Stream<DynamicTest> check_ourClasses_followEveryRule() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.larder.hibernate");
        return DependencyRules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(ours)));
    }

    @ParameterizedTest
    @CsvSource({
        "sees only the engine's API, dev.larder.hibernate.entry.User, dev.larder.core.table.Table",
        "sees only the engine's API, dev.larder.hibernate.User, dev.larder.jcache.LarderCache",
        "needs only Hibernate, dev.larder.hibernate.User, com.acme.Library",
        "needs only Hibernate, dev.larder.hibernate.access.User, jakarta.persistence.Entity",
        "leaves Hibernate's internals alone, dev.larder.hibernate.User, org.hibernate.cache.internal.Caching",
        "every class has a room, dev.larder.hibernate.util.User, java.lang.String",
        "arrows of entry, dev.larder.hibernate.entry.User, dev.larder.hibernate.access.Used",
        "arrows of access, dev.larder.hibernate.access.User, dev.larder.hibernate.region.Used",
        "arrows of region, dev.larder.hibernate.region.User, dev.larder.hibernate.Used",
        "arrows of settings, dev.larder.hibernate.settings.User, dev.larder.hibernate.entry.Used"
    })
    void evaluate_plantedWrongArrow_isReported(String rule, String user, String used) throws IOException {
        JavaClasses planted = planted(user + " -> " + used);

        assertThat(DependencyRules.all().get(rule).evaluate(planted).hasViolation())
                .isTrue();
    }

    @Test
    void evaluate_plantedRightArrows_passEveryRule() throws IOException {
        JavaClasses planted = planted(
                "dev.larder.hibernate.Factory -> dev.larder.hibernate.region.Region",
                "dev.larder.hibernate.region.Region -> dev.larder.hibernate.access.Access",
                "dev.larder.hibernate.access.Access -> dev.larder.hibernate.entry.Entries",
                "dev.larder.hibernate.settings.Settings -> dev.larder.store.settings.Quantities",
                "dev.larder.hibernate.entry.Entries -> dev.larder.store.Keyspace",
                "dev.larder.hibernate.entry.Entries -> org.hibernate.cache.spi.access.SoftLock");

        DependencyRules.all().forEach((name, rule) -> assertThat(
                        rule.evaluate(planted).getFailureReport().getDetails())
                .as(name)
                .isEmpty());
    }

    private JavaClasses planted(String... arrows) throws IOException {
        PlantedClasses.compile(classFiles, List.of(arrows));
        return new ClassFileImporter().importPath(classFiles);
    }
}
