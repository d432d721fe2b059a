package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/persistence.md names is there. */
class PersistencePageTest {
    private static final Path ENGINE =
            Path.of(System.getProperty("basedir", "")).resolve("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)`");

    @Test
    void tests_thatThePageNames_exist() throws IOException {
        Set<String> named = NAMED.matcher(Files.readString(ENGINE.resolve("../docs/persistence.md")))
                .results()
                .map(match -> match.group(1) + ".java")
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(ENGINE)) {
            Set<String> present =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());

            assertThat(named).hasSizeGreaterThan(8).isSubsetOf(present);
        }
    }
}
