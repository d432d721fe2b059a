package dev.larder.jcache.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.larder.jcache.configuration.CacheDefaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the pages of the documentation against the code: every {@code yaml larder} block is a configuration file that
 * loads, and every {@code java} block stands in a class of this package, which compiles, line for line.
 */
class DocumentationSnippetsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path PROJECT = MODULE.getParent();
    private static final Path SNIPPETS = MODULE.resolve("src/test/java/dev/larder/jcache/docs");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> pages_everyBlock_loadsOrCompiles() throws IOException {
        Map<Path, String> sources = sources();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            for (MarkdownBlock block : MarkdownBlock.of(page)) {
                String name = PROJECT.relativize(page) + ", line " + block.line();
                if (block.info().equals("yaml larder")) {
                    tests.add(DynamicTest.dynamicTest(name, () -> load(block)));
                } else if (block.info().equals("java")) {
                    tests.add(DynamicTest.dynamicTest(name, () -> requireCompiled(block, sources)));
                }
            }
        }
        assertThat(tests).as("blocks in the pages of " + PROJECT).isNotEmpty();
        return tests.stream();
    }

    @Test
    void parse_page_findsBlocksWithTheirLines() {
        List<MarkdownBlock> blocks = MarkdownBlock.parse(
                Path.of("page.md"),
                List.of("# Title", "```yaml larder", "caches: {}", "```", "  ```java", "a();", "  ```"));

        assertThat(blocks)
                .containsExactly(
                        new MarkdownBlock(Path.of("page.md"), 3, "yaml larder", List.of("caches: {}")),
                        new MarkdownBlock(Path.of("page.md"), 6, "java", List.of("a();")));
        assertThat(blocks.get(0).textAtItsLine()).isEqualTo("\n\ncaches: {}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkdownBlock.parse(Path.of("page.md"), List.of("```java", "a();")))
                .withMessage("page.md, line 1: the block is never closed");
    }

    @Test
    void occursIn_source_comparesWholeLinesWithoutIndentation() {
        MarkdownBlock block = new MarkdownBlock(Path.of("page.md"), 1, "java", List.of("a();", "", "  b();"));

        assertThat(block.occursIn("void test() {\n    a();\n    b();\n}")).isTrue();
        assertThat(block.occursIn("a();\nc();\nb();")).isFalse();
        assertThat(block.occursIn("aa();\nb();")).isFalse();
        assertThat(block.occursIn("a();\nb(); c();")).isFalse();
    }

    private void load(MarkdownBlock block) throws IOException {
        Path file = Files.writeString(directory.resolve(block.page().getFileName() + ".yaml"), block.textAtItsLine());
        URI uri = file.toUri();
        assertThat(CacheDefaults.of(uri, getClass().getClassLoader())).isNotSameAs(CacheDefaults.none());
    }

    private static void requireCompiled(MarkdownBlock block, Map<Path, String> sources) {
        if (sources.values().stream().noneMatch(block::occursIn)) {
            fail(
                    "%s, line %d: the block stands in none of the classes in %s; copy it there, where it is compiled:%n%s",
                    block.page(), block.line(), SNIPPETS, String.join("\n", block.lines()));
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Path readme = PROJECT.resolve("README.md");
        if (Files.exists(readme)) {
            pages.add(readme);
        }
        try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static Map<Path, String> sources() throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SNIPPETS)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                sources.put(file, Files.readString(file));
            }
        }
        return sources;
    }
}
