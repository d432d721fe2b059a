package dev.larder.hibernate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.Factories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Holds docs/hibernate.md against the code; that its Java stands here is seen by the test of all pages. */
class HibernatePageTest {
    /** Also where the tests run in another module. */
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).resolve("../region-factory");

    private static final Path PAGE = MODULE.resolve("../../docs/hibernate.md");
    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern TEST_NAME = Pattern.compile("`([A-Za-z]+Test)\\.([A-Za-z_]+)`");

    @Test
    void snippets_run_asThePageSays() {
        try (Factories factories = new Factories();
                SessionFactory sessionFactory = HibernateSnippets.open(factories.url())) {
            sessionFactory.getStatistics().setStatisticsEnabled(true);
            sessionFactory.inTransaction(session -> {
                Book book = new Book();
                book.id = 1L;
                book.title = "Momo";
                session.persist(book);
            });
            for (int time = 0; time < 2; time++) {
                List<Book> found = sessionFactory.fromTransaction(HibernateSnippets::query);
                assertThat(found).hasSize(1);
            }
            assertThat(sessionFactory.getStatistics().getQueryCacheHitCount()).isEqualTo(1);
            sessionFactory.inTransaction(session -> session.find(Book.class, 1L));
            assertThat(HibernateSnippets.hitRatio(sessionFactory)).isEqualTo(1);
            HibernateSnippets.evict(sessionFactory);
            assertThat(sessionFactory.getCache().contains(Book.class, 1L)).isFalse();
            HibernateSnippets.openInOneStore(factories.url()).close();
        }
    }

    @Test
    void properties_ofThePage_areAccepted() throws IOException {
        List<String> blocks = PROPERTIES
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            try (Factories factories = new Factories()) {
                factories.set("hibernate.larder.store", null);
                for (String line : block.lines().toList()) {
                    String[] setting =
                            line.replace("spring.jpa.properties.", "").split("=", 2);
                    factories.set(setting[0], setting[1]);
                }
                factories.build().close();
            }
        }
    }

    /** Every test that the page names is one. */
    @Test
    void tests_ofThePage_exist() throws IOException {
        List<MatchResult> named =
                TEST_NAME.matcher(Files.readString(PAGE)).results().toList();
        Map<String, String> sources = testSources();

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named)
                .allMatch(
                        test -> sources.getOrDefault(test.group(1), "").contains(" " + test.group(2) + "("),
                        "is a test");
    }

    private static Map<String, String> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), HibernatePageTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
