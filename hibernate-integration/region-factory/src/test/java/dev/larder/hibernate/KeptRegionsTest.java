package dev.larder.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.hibernate.model.Author;
import dev.larder.hibernate.model.Book;
import dev.larder.hibernate.model.Note;
import dev.larder.hibernate.warm.WarmStart;
import dev.larder.store.DiskConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.LogSpy;
import dev.larder.testkit.ManualClock;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cache.CacheException;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the second level has when the application starts for the second time. */
@Timeout(60)
class KeptRegionsTest {
    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final Factories factories = new Factories();
    private Store store;

    @AfterEach
    void close() {
        factories.close();
        if (store != null) {
            store.close();
        }
    }

    /** An entity with what is hard to write: an id of two parts, an enum, a date, a value without value. */
    @Entity
    @Cacheable
    @IdClass(ShelfId.class)
    static class Shelf {
        @Id
        String room;

        @Id
        int number;

        Colour colour = Colour.GREEN;
        LocalDate since = LocalDate.of(2020, 1, 2);
        String remark;
    }

    record ShelfId(String room, int number) implements Serializable {}

    enum Colour {
        GREEN
    }

    private SessionFactory start(Class<?>... entities) {
        return start(directory.resolve("data"), entities);
    }

    private SessionFactory start(Path data, Class<?>... entities) {
        store = Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(data).segmentBytes(1 << 16).build())
                .build());
        factories
                .set("hibernate.larder.store", store)
                .set("hibernate.larder.warm", true)
                .set("jakarta.persistence.schema-generation.database.action", "update");
        if (entities.length > 0) {
            factories.entities(entities);
        }
        return factories.build();
    }

    private void stop(SessionFactory factory) {
        factory.close();
        store.close();
    }

    private static long statementsOf(SessionFactory factory, Consumer<Session> action) {
        Statistics statistics = factory.getStatistics();
        long before = statistics.getPrepareStatementCount();
        factory.inTransaction(action);
        return statistics.getPrepareStatementCount() - before;
    }

    private static void persistBook(SessionFactory factory) {
        factory.inTransaction(session -> {
            Author author = new Author(1L, "Michael Ende");
            session.persist(author);
            Book book = new Book(1L, "978", "Momo");
            book.author = author;
            session.persist(book);
        });
        factory.inTransaction(session -> {
            session.find(Book.class, 1L);
            session.find(Author.class, 1L);
        });
    }

    @Test
    void stopAndStart_entitiesOfTheSameMapping_comeFromTheCache() {
        SessionFactory before = start();
        persistBook(before);
        stop(before);

        SessionFactory after = start();

        assertThat(statementsOf(after, session -> {
                    assertThat(session.find(Author.class, 1L).name).isEqualTo("Michael Ende");
                    Book book = session.find(Book.class, 1L);
                    assertThat(book.title).isEqualTo("Momo");
                    assertThat(book.version).isZero();
                }))
                .isZero();
        after.inTransaction(session -> session.find(Book.class, 1L).title = "Jim Knopf");
        assertThat(statementsOf(after, session -> assertThat(session.find(Book.class, 1L).title)
                        .isEqualTo("Jim Knopf")))
                .isZero();
        stop(after);
    }

    @Test
    void stopAndStart_idOfTwoPartsAndEnum_comeFromTheCache() {
        SessionFactory before = start(Shelf.class);
        before.inTransaction(session -> {
            Shelf shelf = new Shelf();
            shelf.room = "a";
            shelf.number = 7;
            session.persist(shelf);
        });
        assertThat(statementsOf(before, session -> session.find(Shelf.class, new ShelfId("a", 7))))
                .isZero();
        stop(before);

        SessionFactory after = start(Shelf.class);

        assertThat(statementsOf(after, session -> {
                    Shelf shelf = session.find(Shelf.class, new ShelfId("a", 7));
                    assertThat(shelf.colour).isEqualTo(Colour.GREEN);
                    assertThat(shelf.since).isEqualTo(LocalDate.of(2020, 1, 2));
                    assertThat(shelf.remark).isNull();
                }))
                .isZero();
        stop(after);
    }

    @Test
    void evictAll_beforeTheStop_leavesNothingToTheNextRun() {
        SessionFactory before = start();
        persistBook(before);
        before.getCache().evictAllRegions();
        stop(before);

        SessionFactory after = start();

        assertThat(after.getCache().contains(Book.class, 1L)).isFalse();
        stop(after);
    }

    @Test
    void evictAll_afterAWarmStartWithAClockSetBack_hidesWhatWasRead() {
        SessionFactory before = start();
        persistBook(before);
        stop(before);
        clock.setMillis(clock.millis() - Duration.ofDays(1).toMillis());

        SessionFactory after = start();
        assertThat(after.getCache().contains(Book.class, 1L)).isTrue();
        after.getCache().evictAllRegions();

        assertThat(after.getCache().contains(Book.class, 1L)).isFalse();
        assertThat(statementsOf(after, session -> session.find(Book.class, 1L))).isPositive();
        assertThat(statementsOf(after, session -> session.find(Book.class, 1L))).isZero();
        stop(after);
    }

    @Test
    void start_otherMapping_isEmpty() {
        SessionFactory before = start();
        persistBook(before);
        stop(before);

        SessionFactory after = start(Author.class, Book.class, Note.class);

        assertThat(after.getCache().contains(Book.class, 1L)).isFalse();
        stop(after);
    }

    @Test
    void start_afterAKill_isEmptyUnlessThatIsAccepted() throws IOException {
        SessionFactory before = start();
        persistBook(before);
        Path asKilled = directory.resolve("as-killed");
        copy(directory.resolve("data"), asKilled);
        Path again = directory.resolve("again");
        copy(asKilled, again);
        stop(before);

        try (LogSpy log = new LogSpy(WarmStart.class)) {
            SessionFactory careful = start(asKilled);
            assertThat(careful.getCache().contains(Book.class, 1L)).isFalse();
            assertThat(log.messages()).anyMatch(line -> line.contains("was killed (hibernate.larder.warm-after-crash"));
            stop(careful);
        }

        factories.set("hibernate.larder.warm-after-crash", true);
        SessionFactory bold = start(again);
        assertThat(bold.getCache().contains(Book.class, 1L)).isTrue();
        stop(bold);
    }

    @Test
    void start_afterAKillInMidTransaction_hasNoLockAndNoOldState() throws IOException {
        SessionFactory before = start();
        persistBook(before);
        Path asKilled = directory.resolve("as-killed");
        before.inTransaction(session -> {
            session.find(Book.class, 1L).title = "Jim Knopf";
            session.flush();
            copyUnchecked(directory.resolve("data"), asKilled);
        });
        stop(before);

        factories.set("hibernate.larder.warm-after-crash", true);
        SessionFactory after = start(asKilled);

        assertThat(after.getCache().contains(Book.class, 1L)).isFalse();
        assertThat(statementsOf(after, session -> session.find(Book.class, 1L))).isPositive();
        assertThat(statementsOf(after, session -> assertThat(session.find(Book.class, 1L).title)
                        .isEqualTo("Jim Knopf")))
                .isZero();
        stop(after);
    }

    @Test
    void queryResults_afterAStop_areAskedOfTheDatabase() {
        SessionFactory before = start();
        persistBook(before);
        assertThat(countBooks(before)).isPositive();
        assertThat(countBooks(before)).isZero();
        stop(before);

        SessionFactory after = start();

        assertThat(countBooks(after)).isPositive();
        stop(after);
    }

    private static long countBooks(SessionFactory factory) {
        return statementsOf(factory, session -> session.createSelectionQuery("select count(*) from Book", Long.class)
                .setCacheable(true)
                .getSingleResult());
    }

    @Test
    void start_schemaIsCreatedAnew_isEmpty() {
        SessionFactory before = start();
        persistBook(before);
        stop(before);

        factories.set("hibernate.hbm2ddl.auto", "create");
        SessionFactory after = start();

        assertThat(after.getCache().contains(Book.class, 1L)).isFalse();
        stop(after);
    }

    @Test
    void start_notAskedToBeWarm_dropsWhatWasKept() {
        SessionFactory before = start();
        persistBook(before);
        before.close();

        factories.set("hibernate.larder.warm", null);
        try (SessionFactory after = factories.build()) {
            assertThat(after.getCache().contains(Book.class, 1L)).isFalse();
        }
        factories.set("hibernate.larder.warm", true);
        try (SessionFactory later = factories.build()) {
            assertThat(later.getCache().contains(Book.class, 1L)).isFalse();
        }
    }

    @Test
    void start_settingsThatDontFit_sayWhatToDo() {
        assertRefused(
                "hibernate.larder.warm is true, but the store 'larder' that was handed in has no data directory",
                "hibernate.larder.warm",
                "true");
        assertRefused("Set it to true", "hibernate.larder.defaults.persistence", "hybrid");
        assertRefused("is set beside hibernate.larder.store", "hibernate.larder.data-directory", "data");
        assertRefused("'role'", "hibernate.larder.defaults.role", "data");
        assertRefused(
                "hibernate.larder.regions.books.persistence must be one of none, log, snapshot, hybrid, found 'rocksdb'."
                        + " No region lives in a tier",
                "hibernate.larder.regions.books.persistence",
                "rocksdb");
        factories.set("hibernate.larder.store", null);
        assertRefused("hibernate.larder.data-directory is not set", "hibernate.larder.warm", "true");
        factories.set("hibernate.larder.warm", "true");
        factories.set("hibernate.larder.data-directory", directory.toString());
        assertRefused("hibernate.cache.keys_factory is 'simple'", "hibernate.cache.keys_factory", "simple");
    }

    private void assertRefused(String message, String setting, String value) {
        factories.set(setting, value);
        assertThatThrownBy(factories::build)
                .satisfies(failure -> assertThat(Stream.iterate(failure, each -> each != null, Throwable::getCause)
                                .filter(CacheException.class::isInstance)
                                .map(Throwable::getMessage))
                        .anyMatch(text -> text.contains(message)));
        factories.set(setting, null);
    }

    @Test
    void ownStore_withADirectory_isWarmToo() {
        factories
                .set("hibernate.larder.store", null)
                .set("hibernate.larder.warm", "true")
                .set("hibernate.larder.data-directory", directory.resolve("own").toString())
                .set("hibernate.larder.segment-size", "64KB")
                .set("jakarta.persistence.schema-generation.database.action", "update");
        SessionFactory before = factories.build();
        persistBook(before);
        before.close();

        try (SessionFactory after = factories.build()) {
            assertThat(after.getCache().contains(Book.class, 1L)).isTrue();
        }
    }

    /** What a killed process leaves: its log is in the operating system's memory as it was written. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().equals("LOCK")) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    private static void copyUnchecked(Path from, Path to) {
        try {
            copy(from, to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
