package dev.larder.hibernate.consistency;

import jakarta.persistence.EntityExistsException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;

/**
 * Changes counters in every way there is. For one thread.
 *
 * <p>That amounts only grow rests on this: a ticket is taken after its transaction has read the version that it will
 * replace, or while it holds the row's lock in the database; or, for a row that is to appear or to go, a lock of the test.
 */
final class Writer {
    private static final String UPDATE = "update";
    private static final String UPDATE_ALL = "update all";
    private static final String BEHIND_THE_CACHE = "behind the cache";
    private static final String BIRTH_OR_DEATH = "birth or death";
    private static final String STATELESS = "stateless update";
    private static final String STATELESS_ALL = "stateless update of all";
    private static final String SECOND = "update in the second transaction of a session";

    private final SessionFactory factory;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final List<Lock> birthAndDeath;

    Writer(SessionFactory factory, Ledger ledger, SplittableRandom random, List<Lock> birthAndDeath) {
        this.factory = factory;
        this.ledger = ledger;
        this.random = random;
        this.birthAndDeath = birthAndDeath;
    }

    /** All that is to be seen in a run that is long enough. */
    static Set<Ledger.Write> ways() {
        Set<Ledger.Write> ways = new HashSet<>();
        for (CounterKind kind : CounterKind.values()) {
            for (String how : waysOf(kind)) {
                ways.add(new Ledger.Write(kind, how));
            }
        }
        return ways;
    }

    private static List<String> waysOf(CounterKind kind) {
        if (!kind.mortal) {
            return List.of(UPDATE, UPDATE_ALL, BEHIND_THE_CACHE, STATELESS, STATELESS_ALL, SECOND);
        }
        return kind.updates() ? List.of(BIRTH_OR_DEATH, UPDATE) : List.of(BIRTH_OR_DEATH);
    }

    void changeSomehow(CounterKind kind, long row) {
        int choice = random.nextInt(20);
        if (kind.mortal && (choice < 8 || !kind.updates())) {
            dieOrBeBorn(kind, row);
        } else if (choice < 2) {
            updateBehindTheCache(kind, row);
        } else if (choice < 4 && !kind.mortal) {
            updateAll(kind);
        } else if (choice < 6 && !kind.mortal) {
            updateStateless(kind, row);
        } else if (choice < 7 && !kind.mortal) {
            updateAllStateless(kind);
        } else if (choice < 9 && !kind.mortal) {
            updateInSecondTransaction(kind, row);
        } else {
            update(kind, row);
        }
    }

    private void update(CounterKind kind, long row) {
        boolean commits = random.nextInt(4) != 0;
        boolean flushesTwice = random.nextInt(3) == 0;
        boolean alsoTrail = random.nextBoolean();
        long[] ticket = new long[1];
        boolean changed = inTransaction(commits, session -> {
            if (!kind.versioned && !lockRow(session, kind, row)) {
                return false;
            }
            Counter counter = session.find(kind.entity, row);
            if (counter == null) {
                return false;
            }
            for (int flush = flushesTwice ? 2 : 1; flush > 0; flush--) {
                ticket[0] = nextTicket(commits);
                counter.amount = ticket[0];
                if (alsoTrail && counter instanceof Counters.Versioned versioned) {
                    versioned.trail.clear();
                    versioned.trail.add(ticket[0]);
                }
                session.flush();
                Pauses.maybe();
            }
            session.clear();
            requireOwn("update", kind, row, session.find(kind.entity, row), ticket[0]);
            return true;
        });
        if (changed) {
            ledger.wrote(kind, UPDATE);
            ledger.committed(kind, row, ticket[0]);
            if (kind == CounterKind.VERSIONED && alsoTrail) {
                ledger.trailCommitted(row, ticket[0]);
            }
        }
    }

    private void updateStateless(CounterKind kind, long row) {
        boolean commits = random.nextInt(4) != 0;
        long[] ticket = new long[1];
        boolean changed = inTransaction(factory::openStatelessSession, commits, session -> {
            if (!kind.versioned && !lockRow(session, kind, row)) {
                return false;
            }
            Counter counter = session.get(kind.entity, row);
            ticket[0] = nextTicket(commits);
            counter.amount = ticket[0];
            session.update(counter);
            Pauses.maybe();
            requireOwn("stateless update", kind, row, session.get(kind.entity, row), ticket[0]);
            return true;
        });
        if (changed) {
            evictQueries();
            ledger.wrote(kind, STATELESS);
            ledger.committed(kind, row, ticket[0]);
        }
    }

    /** The entity was read by a transaction before, and others may have changed the row since. */
    private void updateInSecondTransaction(CounterKind kind, long row) {
        long[] ticket = new long[1];
        boolean changed = inTransaction(true, session -> {
            Counter counter = session.find(kind.entity, row);
            session.getTransaction().commit();
            Pauses.maybe();
            session.beginTransaction();
            if (!kind.versioned && !lockRow(session, kind, row)) {
                return false;
            }
            ticket[0] = ledger.ticket();
            counter.amount = ticket[0];
            return true;
        });
        if (changed) {
            ledger.wrote(kind, SECOND);
            ledger.committed(kind, row, ticket[0]);
        }
    }

    private void updateAll(CounterKind kind) {
        updateAll(kind, UPDATE_ALL, factory::openSession, session -> session.find(kind.entity, 0L), () -> {});
    }

    private void updateAllStateless(CounterKind kind) {
        updateAll(
                kind,
                STATELESS_ALL,
                factory::openStatelessSession,
                session -> session.get(kind.entity, 0L),
                this::evictQueries);
    }

    /** The query cache does not hear of what a stateless session changed, so the application says it. */
    private void evictQueries() {
        Pauses.maybe();
        factory.getCache().evictQueryRegions();
    }

    private <S extends SharedSessionContract> void updateAll(
            CounterKind kind, String how, Supplier<S> sessions, Function<S, Counter> first, Runnable afterwards) {
        boolean commits = random.nextInt(3) != 0;
        long[] ticket = new long[1];
        boolean changed = inTransaction(sessions, commits, session -> {
            session.createNativeQuery("select id from " + kind.table() + " order by id for update", Long.class)
                    .getResultList();
            ticket[0] = nextTicket(commits);
            ledger.notThroughTheCache(ticket[0]);
            session.createMutationQuery(
                            "update " + (kind.versioned ? "versioned " : "") + kind.table() + " set amount = :amount")
                    .setParameter("amount", ticket[0])
                    .executeUpdate();
            Pauses.maybe();
            requireOwn(how, kind, 0, first.apply(session), ticket[0]);
            return true;
        });
        if (changed) {
            afterwards.run();
            ledger.wrote(kind, how);
            for (long row = 0; row < birthAndDeath.size(); row++) {
                ledger.committed(kind, row, ticket[0]);
            }
        }
    }

    /** By plain SQL, after which the application evicts. */
    private void updateBehindTheCache(CounterKind kind, long row) {
        long[] ticket = new long[1];
        boolean changed = inTransaction(true, session -> {
            if (!lockRow(session, kind, row)) {
                return false;
            }
            ticket[0] = ledger.ticket();
            ledger.notThroughTheCache(ticket[0]);
            session.doWork(connection -> update(connection, kind, row, ticket[0]));
            return true;
        });
        if (changed) {
            Pauses.maybe();
            factory.getCache().evictEntityData(kind.entity, row);
            evictQueries();
            ledger.wrote(kind, BEHIND_THE_CACHE);
            ledger.committed(kind, row, ticket[0]);
        }
    }

    private static void update(Connection connection, CounterKind kind, long row, long amount) throws SQLException {
        String version = kind.versioned ? ", version = version + 1" : "";
        String sql = "update " + kind.table() + " set amount = ?" + version + " where id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, amount);
            statement.setLong(2, row);
            statement.executeUpdate();
        }
    }

    private void dieOrBeBorn(CounterKind kind, long row) {
        boolean commits = random.nextInt(4) != 0;
        Lock lock = birthAndDeath.get((int) row);
        lock.lock();
        try {
            long ticket = nextTicket(commits);
            boolean changed = inTransaction(commits, session -> {
                if (lockRow(session, kind, row)) {
                    Counter counter = session.find(kind.entity, row);
                    session.remove(counter);
                } else {
                    session.persist(kind.create(row, ticket));
                }
                session.flush();
                Pauses.maybe();
                return true;
            });
            if (changed) {
                ledger.wrote(kind, BIRTH_OR_DEATH);
                ledger.committed(kind, row, ticket);
            }
        } finally {
            lock.unlock();
        }
    }

    private long nextTicket(boolean commits) {
        long ticket = ledger.ticket();
        if (!commits) {
            ledger.willRollBack(ticket);
        }
        return ticket;
    }

    private static boolean lockRow(SharedSessionContract session, CounterKind kind, long row) {
        return session.createNativeQuery("select id from " + kind.table() + " where id = :id for update", Long.class)
                        .setParameter("id", row)
                        .getSingleResultOrNull()
                != null;
    }

    /** A transaction sees its own change. */
    private void requireOwn(String how, CounterKind kind, long row, Counter found, long amount) {
        if (found == null || found.amount != amount) {
            ledger.report(
                    "after its own %s of %s %d to %d, a session found %s",
                    how, kind, row, amount, found == null ? null : found.amount);
        }
    }

    /** Returns whether something was changed and committed. What loses against another transaction is rolled back. */
    private boolean inTransaction(boolean commits, Changes<Session> changes) {
        return inTransaction(factory::openSession, commits, changes);
    }

    private <S extends SharedSessionContract> boolean inTransaction(
            Supplier<S> sessions, boolean commits, Changes<S> changes) {
        try (S session = sessions.get()) {
            session.beginTransaction();
            boolean changed;
            try {
                changed = changes.make(session);
            } catch (RuntimeException failed) {
                requireLost(failed);
                session.getTransaction().rollback();
                return false;
            }
            if (!commits || !changed) {
                session.getTransaction().rollback();
                return false;
            }
            return commit(session);
        }
    }

    private boolean commit(SharedSessionContract session) {
        try {
            session.getTransaction().commit();
            return true;
        } catch (RuntimeException failed) {
            requireLost(failed);
            if (session.getTransaction().getStatus().canRollback()) {
                session.getTransaction().rollback();
            }
            return false;
        }
    }

    /** A transaction may fail because of another that was faster, and for nothing else. */
    private void requireLost(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException
                    || cause instanceof PessimisticLockException
                    || cause instanceof LockTimeoutException
                    || cause instanceof EntityExistsException
                    || cause instanceof StaleStateException
                    || cause instanceof LockAcquisitionException
                    || cause instanceof ConstraintViolationException
                    || (cause instanceof SQLException sql && isConflict(sql))) {
                return;
            }
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        ledger.report("a transaction failed, and not for another: %s", trace);
    }

    /** A serialization failure or a deadlock, or what H2 calls a concurrent update. */
    private static boolean isConflict(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("40") || state.equals("90131"));
    }

    /** What a transaction does; returns whether it changed anything. */
    private interface Changes<S> {
        boolean make(S session);
    }
}
