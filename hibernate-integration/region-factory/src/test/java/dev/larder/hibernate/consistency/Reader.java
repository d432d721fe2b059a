package dev.larder.hibernate.consistency;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Reads counters in every way there is, and has the ledger check what it read. For one thread. */
final class Reader {
    private final SessionFactory factory;
    private final Ledger ledger;
    private final SplittableRandom random;

    Reader(SessionFactory factory, Ledger ledger, SplittableRandom random) {
        this.factory = factory;
        this.ledger = ledger;
        this.random = random;
    }

    void readSomehow(CounterKind kind, long row) {
        switch (random.nextInt(8)) {
            case 0 -> findWithoutTransaction(kind, row);
            case 1 -> getStateless(kind, row);
            case 2 -> queryCached(kind, row);
            case 3 -> loadAllByQuery(kind);
            case 4 -> find(kind, row);
            default -> findAfterTheDatabase(kind, row);
        }
    }

    private void find(CounterKind kind, long row) {
        long floor = ledger.floor(kind, row);
        long trailFloor = ledger.trailFloor(row);
        factory.inTransaction(session -> {
            Counter counter = session.find(kind.entity, row);
            check("find", kind, row, counter, floor);
            if (counter instanceof Counters.Versioned versioned) {
                versioned.trail.forEach(each -> ledger.read("trail", kind, row, each, trailFloor));
            }
        });
    }

    /** One who has seen a change in the database knows of its commit before commit() returns. */
    private void findAfterTheDatabase(CounterKind kind, long row) {
        long floor = ledger.floor(kind, row);
        factory.inTransaction(session -> {
            Long seen = amountInDatabase(session, kind, row);
            Pauses.maybe();
            boolean binding = seen != null && kind.strict && ledger.wentThroughTheCache(seen);
            check(
                    "find after select",
                    kind,
                    row,
                    session.find(kind.entity, row),
                    binding ? Math.max(floor, seen) : floor);
        });
    }

    private void findWithoutTransaction(CounterKind kind, long row) {
        long floor = ledger.floor(kind, row);
        try (Session session = factory.openSession()) {
            check("find without transaction", kind, row, session.find(kind.entity, row), floor);
        }
    }

    private void getStateless(CounterKind kind, long row) {
        long floor = ledger.floor(kind, row);
        try (StatelessSession session = factory.openStatelessSession()) {
            session.beginTransaction();
            check("stateless get", kind, row, session.get(kind.entity, row), floor);
            session.getTransaction().commit();
        }
    }

    private void queryCached(CounterKind kind, long row) {
        long floor = ledger.floor(kind, row);
        factory.inTransaction(session -> {
            Long amount = session.createSelectionQuery(
                            "select c.amount from " + kind.table() + " c where c.id = :id", Long.class)
                    .setParameter("id", row)
                    .setCacheable(true)
                    .getSingleResultOrNull();
            if (amount != null) {
                ledger.read("cached query", kind, row, amount, floor);
            }
        });
    }

    /** Puts all that are not cached. */
    private void loadAllByQuery(CounterKind kind) {
        factory.inTransaction(session -> session.createSelectionQuery("from " + kind.table(), kind.entity)
                .getResultList());
    }

    private void check(String how, CounterKind kind, long row, Counter found, long floor) {
        // That there is none, only the database says.
        if (found != null) {
            ledger.read(how, kind, row, found.amount, floor);
        }
    }

    /** With nobody else at work: the cache has what the database has. */
    void audit(CounterKind kind, long row) {
        Long expected = factory.fromTransaction(session -> amountInDatabase(session, kind, row));
        for (String pass : List.of("first", "second")) {
            Counter found = factory.fromTransaction(session -> session.find(kind.entity, row));
            Long amount = found == null ? null : found.amount;
            if (!Objects.equals(expected, amount)) {
                ledger.report(
                        "at rest, the %s find of %s %d read %s, but the database has %s",
                        pass, kind, row, amount, expected);
            }
        }
    }

    private static Long amountInDatabase(Session session, CounterKind kind, long row) {
        return session.createNativeQuery("select amount from " + kind.table() + " where id = :id", Long.class)
                .setParameter("id", row)
                .getSingleResultOrNull();
    }
}
