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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the pages of the documentation against the code: every {@code yaml larder} block is a configuration file that
 * loads; every {@code java} block stands in a class of this package, of those of its name in the codecs, the starter and the region
 * factory, of the tests of the data directory, of the test kit's tiers, of the migration tests or of the sample application, which compile, line for line; every artifact of Larder's
 * in an {@code xml} block is one of the build's, with its version. The {@code yaml boot} blocks are bound by the tests of the starter and of the migration.
 */
class DocumentationSnippetsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path PROJECT = MODULE.getParent();
    private static final Path SAMPLE = PROJECT.resolve("spring-integration/sample");
    private static final Pattern ARTIFACT = Pattern.compile("(?s)<dependency>.*?</dependency>");
    private static final Pattern ARTIFACT_ID = Pattern.compile("<artifactId>(.*?)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");
    private static final List<Path> SNIPPETS = List.of(
            MODULE.resolve("src/test/java/dev/larder/jcache/docs"),
            PROJECT.resolve("store-engine/store-testkit/src/test/java/dev/larder/testkit/tier"),
            PROJECT.resolve("store-engine/store-core/src/test/java/dev/larder/core/durable"),
            PROJECT.resolve("store-engine/store-codecs/src/test/java/dev/larder/codecs/docs"),
            PROJECT.resolve("spring-integration/starter/src/test/java/dev/larder/spring/docs"),
            PROJECT.resolve("spring-integration/migration/src/test/java/dev/larder/migration"),
            PROJECT.resolve("hibernate-integration/region-factory/src/test/java/dev/larder/hibernate/docs"),
            SAMPLE.resolve("src/main/java"));

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
                    tests.add(DynamicTest.dynamicTest(name, () -> requireStanding(block, sources)));
                } else if (block.info().equals("xml")) {
                    tests.add(DynamicTest.dynamicTest(name, () -> requireArtifacts(block)));
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

    private static void requireStanding(MarkdownBlock block, Map<Path, String> sources) {
        if (sources.values().stream().noneMatch(block::occursIn)) {
            fail(
                    "%s, line %d: the block stands in none of %s; copy it to one of them, where it is used:%n%s",
                    block.page(), block.line(), folders(sources), String.join("\n", block.lines()));
        }
    }

    private static Set<Path> folders(Map<Path, String> sources) {
        return sources.keySet().stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every artifact is the build's own, in its version, or one that the sample application has. */
    private static void requireArtifacts(MarkdownBlock block) throws IOException {
        String bom = Files.readString(PROJECT.resolve("store-engine/store-bom/pom.xml"));
        String sample = Files.readString(SAMPLE.resolve("pom.xml"));
        String version = firstOf(VERSION, bom);
        List<String> artifacts = ARTIFACT.matcher(String.join("\n", block.lines()))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(artifacts).isNotEmpty();
        for (String artifact : artifacts) {
            if (artifact.contains("<groupId>dev.larder</groupId>")) {
                assertThat(bom).contains("<artifactId>" + firstOf(ARTIFACT_ID, artifact) + "</artifactId>");
                assertThat(VERSION.matcher(artifact).results().map(found -> found.group(1)))
                        .allMatch(version::equals);
            } else {
                assertThat(sample).contains("<artifactId>" + firstOf(ARTIFACT_ID, artifact) + "</artifactId>");
            }
        }
    }

    private static String firstOf(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
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
        for (Path directory : SNIPPETS) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    sources.put(file, Files.readString(file));
                }
            }
        }
        return sources;
    }
}
