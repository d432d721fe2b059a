package dev.larder.hibernate.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.model.Note;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Query results and update timestamps. */
class QueryGuideTest extends GuideTest {
    private static final String DEFAULT_REGION = "default-query-results-region";

    @Test
    void cacheable_secondTime_comesFromTheCache() {
        persistNotes();
        inTransaction(session -> assertThat(namesOver(session, 1L)).containsExactly("two", "three"));

        requireFromCache(session -> assertThat(namesOver(session, 1L)).containsExactly("two", "three"));
        assertThat(statistics().getQueryCacheHitCount()).isEqualTo(1);
        assertThat(statistics().getQueryCacheMissCount()).isEqualTo(1);
        assertThat(statistics().getQueryCachePutCount()).isEqualTo(1);
        assertThat(region(DEFAULT_REGION).getElementCountInMemory()).isEqualTo(1);
    }

    @Test
    void cacheable_otherParameter_isAnotherQuery() {
        persistNotes();
        inTransaction(session -> namesOver(session, 1L));

        requireFromDatabase(session -> assertThat(namesOver(session, 2L)).containsExactly("three"));
        requireFromCache(session -> namesOver(session, 1L));
        requireFromCache(session -> namesOver(session, 2L));
    }

    @Test
    void notCacheable_always_comesFromTheDatabase() {
        persistNotes();
        for (int time = 0; time < 2; time++) {
            requireFromDatabase(session -> session.createSelectionQuery("select n.name from Note n", String.class)
                    .getResultList());
        }
        assertThat(statistics().getQueryCachePutCount()).isZero();
    }

    @Test
    void cacheable_tableChangedSince_isAskedAnew() {
        persistNotes();
        inTransaction(session -> namesOver(session, 1L));
        inTransaction(session -> session.find(Note.class, 2L).name = "zwei");

        requireFromDatabase(session -> assertThat(namesOver(session, 1L)).containsExactly("zwei", "three"));
        requireFromCache(session -> assertThat(namesOver(session, 1L)).containsExactly("zwei", "three"));
    }

    @Test
    void cacheable_bulkUpdateSince_isAskedAnew() {
        persistNotes();
        inTransaction(session -> namesOver(session, 1L));
        inTransaction(session ->
                session.createMutationQuery("update Note set name = 'all'").executeUpdate());

        inTransaction(session -> assertThat(namesOver(session, 1L)).containsExactly("all", "all"));
    }

    @Test
    void cacheable_whileATransactionChangesTheTable_isNotCached() {
        persistNotes();
        inTransaction(writer -> {
            writer.find(Note.class, 2L).name = "zwei";
            writer.flush();
            assertThat(namesOver(writer, 1L)).containsExactly("zwei", "three");
            inTransaction(other -> assertThat(namesOver(other, 1L)).containsExactly("two", "three"));
        });

        inTransaction(session -> assertThat(namesOver(session, 1L)).containsExactly("zwei", "three"));
    }

    /** The end of one change is no end of the other. */
    @Test
    void cacheable_anotherTransactionOnTheTableEndedFirst_isAskedAnewByTheOneThatStillRuns() {
        persistNotes();
        inTransaction(writer -> {
            writer.find(Note.class, 2L).name = "zwei";
            writer.flush();
            inTransaction(faster -> faster.find(Note.class, 1L).name = "eins");
            inTransaction(other -> assertThat(namesOver(other, 1L)).containsExactly("two", "three"));
            assertThat(namesOver(writer, 1L)).containsExactly("zwei", "three");
        });

        inTransaction(session -> assertThat(namesOver(session, 1L)).containsExactly("zwei", "three"));
        requireFromCache(session -> assertThat(namesOver(session, 1L)).containsExactly("zwei", "three"));
    }

    @Test
    void cacheable_sessionThatChangedTheTableInAnEarlierTransaction_comesFromTheCache() {
        persistNotes();
        try (Session session = factory().openSession()) {
            session.beginTransaction();
            session.find(Note.class, 2L).name = "zwei";
            session.getTransaction().commit();
            inTransaction(other -> namesOver(other, 1L));
            session.beginTransaction();
            long before = statistics().getPrepareStatementCount();

            assertThat(namesOver(session, 1L)).containsExactly("zwei", "three");
            assertThat(statistics().getPrepareStatementCount()).isEqualTo(before);
            session.getTransaction().commit();
        }
    }

    @Test
    void cacheable_entities_areAssembledFromTheCache() {
        persistNotes();
        for (int time = 0; time < 2; time++) {
            inTransaction(session -> session.createSelectionQuery("from Note order by id", Note.class)
                    .setCacheable(true)
                    .getResultList());
        }

        requireFromCache(session -> assertThat(session.createSelectionQuery("from Note order by id", Note.class)
                        .setCacheable(true)
                        .getResultList())
                .extracting(note -> note.name)
                .containsExactly("one", "two", "three"));
    }

    @Test
    void cacheRegion_named_isOneOfItsOwn() {
        persistNotes();
        inTransaction(session -> inRegion(session, "query.notes"));

        requireFromCache(session -> inRegion(session, "query.notes"));
        assertThat(region("query.notes").getHitCount()).isEqualTo(1);
        assertThat(region(DEFAULT_REGION).getElementCountInMemory()).isZero();
        factory().getCache().evictQueryRegion("query.notes");
        requireFromDatabase(session -> inRegion(session, "query.notes"));
    }

    /** An entity's region may have the name, too. */
    @Test
    void cacheRegion_namedAsAnEntitys_isAnother() {
        persistNotes();
        String region = Note.class.getName();
        inTransaction(session -> inRegion(session, region));

        requireFromCache(session -> inRegion(session, region));
        factory().getCache().evictRegion(region);
        requireFromDatabase(session -> inRegion(session, region));
    }

    @Test
    void evictQueryRegions_always_makesResultsBeAskedAnew() {
        persistNotes();
        inTransaction(session -> namesOver(session, 1L));
        factory().getCache().evictQueryRegions();

        requireFromDatabase(session -> namesOver(session, 1L));
    }

    /** Values that can be changed are another matter; see docs/hibernate.md. */
    @Test
    void results_changedByTheApplication_stayAsTheyWereInTheCache() {
        persistNotes();
        for (int time = 0; time < 3; time++) {
            inTransaction(session -> {
                List<Object[]> rows = session.createSelectionQuery(
                                "select n.id, n.name from Note n order by n.id", Object[].class)
                        .setCacheable(true)
                        .getResultList();
                assertThat(rows).hasSize(3);
                assertThat(rows.get(0)).containsExactly(1L, "one");
                rows.get(0)[1] = "changed";
                rows.clear();
            });
        }
        assertThat(statistics().getQueryCacheHitCount()).isEqualTo(2);
    }

    @Test
    void updateTimestamps_statistics_countsTables() {
        persistNotes();
        inTransaction(session -> namesOver(session, 1L));
        inTransaction(session -> namesOver(session, 1L));

        assertThat(statistics().getUpdateTimestampsCacheHitCount()).isPositive();
        assertThat(statistics().getUpdateTimestampsCachePutCount()).isPositive();
    }

    private void persistNotes() {
        inTransaction(session -> {
            session.persist(new Note(1, "one"));
            session.persist(new Note(2, "two"));
            session.persist(new Note(3, "three"));
        });
    }

    private static List<String> namesOver(Session session, long id) {
        return session.createSelectionQuery("select n.name from Note n where n.id > :id order by n.id", String.class)
                .setParameter("id", id)
                .setCacheable(true)
                .getResultList();
    }

    private static List<String> inRegion(Session session, String region) {
        return session.createSelectionQuery("select n.name from Note n", String.class)
                .setCacheable(true)
                .setCacheRegion(region)
                .getResultList();
    }
}
