package dev.larder.spring.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.larder.testkit.architecture.PlantedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds the starter's own classes, main code only, against {@link DependencyRules}, and these against wrong arrows. */
class DependencyRulesTest {
    /** A wrong arrow for each rule. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            entry("starter sees only the engine's API", "dev.larder.spring.Cache -> dev.larder.core.table.Table"),
            entry(
                    "only transaction uses org.springframework.transaction..",
                    "dev.larder.spring.Cache -> org.springframework.transaction.Status"),
            entry(
                    "only boot uses org.springframework.boot..",
                    "dev.larder.spring.entry.Entries -> org.springframework.boot.Application"),
            entry("only boot uses javax.cache..", "dev.larder.spring.entry.Entries -> javax.cache.Cache"),
            entry("only boot.actuate uses io.micrometer..", "dev.larder.spring.boot.Properties -> io.micrometer.Meter"),
            entry(
                    "only boot.session uses org.springframework.session..",
                    "dev.larder.spring.boot.Properties -> org.springframework.session.Session"),
            entry("every class has a room", "dev.larder.spring.util.Utils -> java.lang.String"),
            entry("arrows of annotation", "dev.larder.spring.annotation.Said -> dev.larder.spring.entry.Entries"),
            entry("arrows of entry", "dev.larder.spring.entry.Entries -> dev.larder.spring.transaction.Overlay"),
            entry("arrows of expression", "dev.larder.spring.expression.Texts -> dev.larder.spring.Cache"),
            entry("arrows of transaction", "dev.larder.spring.transaction.Overlay -> dev.larder.spring.Cache"),
            entry("the assembly does not know boot", "dev.larder.spring.Cache -> dev.larder.spring.boot.Properties"),
            entry(
                    "boot does not know its annexes",
                    "dev.larder.spring.boot.Properties -> dev.larder.spring.boot.session.Sessions"));

    @TempDir
    Path classFiles;

    @TestFactory
    Stream<DynamicTest> check_ourClasses_followEveryRule() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.larder.spring");
        return DependencyRules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(ours)));
    }

    @Test
    void evaluate_plantedWrongArrows_areAllReported() throws IOException {
        PlantedClasses.compile(classFiles, List.copyOf(WRONG.values()));
        JavaClasses planted = new ClassFileImporter().importPath(classFiles);

        DependencyRules.all().forEach((name, rule) -> {
            String arrow = Objects.requireNonNull(WRONG.get(name), name);
            assertThat(rule.evaluate(planted).getFailureReport().getDetails())
                    .as(name)
                    .anyMatch(detail -> detail.contains(arrow.split(" -> ", -1)[0]));
        });
    }
}
