package dev.larder.jcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.jcache.LarderConfiguration;
import dev.larder.store.settings.PolicyNames;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Holds the tables of docs/configuration.md against the keys and setters that there are. */
class ReferencePageTest {
    @Test
    void page_everyKeyAndEverySetter_hasItsRow() throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of(System.getProperty("basedir", ""), "../docs/configuration.md")).stream()
                        .filter(line -> line.startsWith("|"))
                        .toList();

        assertThat(SectionParser.KEYS).allMatch(key -> hasRow(rows, "| `" + key + "` | `set"));
        assertThat(FileParser.TOP_KEYS)
                .filteredOn(key -> !key.equals("defaults") && !key.equals("caches"))
                .allMatch(key -> hasRow(rows, "| `" + key + "` | "));
        assertThat(ownSetters()).isNotEmpty().allMatch(setter -> rows.stream()
                .anyMatch(row -> row.contains(" `" + setter + "(")));
        assertThat(PolicyNames.BUILT_IN)
                .allMatch(name -> rows.stream().anyMatch(row -> row.contains("`" + name + "`")));
    }

    private static boolean hasRow(List<String> rows, String start) {
        return rows.stream().anyMatch(row -> row.startsWith(start));
    }

    private static Set<String> ownSetters() {
        Set<String> standard = Arrays.stream(MutableConfiguration.class.getMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
        return Arrays.stream(LarderConfiguration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set") && !standard.contains(name))
                .collect(Collectors.toSet());
    }
}
