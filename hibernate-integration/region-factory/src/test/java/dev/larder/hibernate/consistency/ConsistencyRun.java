package dev.larder.hibernate.consistency;

import dev.larder.hibernate.Factories;
import dev.larder.hibernate.LarderRegionFactory;
import dev.larder.hibernate.entry.CachedState;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.Cache;
import org.hibernate.SessionFactory;

/**
 * Threads that read and change a few rows at random, through the cache and behind it, while entries expire and are evicted.
 * Every read is checked against what has been committed before its session began; after each round, with everybody at
 * rest, all rows are compared with the database. The seed decides what each thread does, not how they meet.
 */
final class ConsistencyRun {
    static final int MANY_ROWS = 12;
    static final int FEW_ROWS = 2;
    /** How long a run goes on at most that waits for something to happen. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<CounterKind> KINDS = List.of(CounterKind.values());
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int THREADS = 8;
    private static final int STEPS_A_ROUND = 150;

    private final SessionFactory factory;
    private final Store store;
    private final ManualClock clock;
    private final long seed;
    private final int rows;
    private final Ledger ledger = new Ledger();
    private final List<Lock> birthAndDeath = new ArrayList<>();

    private ConsistencyRun(SessionFactory factory, Store store, ManualClock clock, long seed, int rows) {
        this.factory = factory;
        this.store = store;
        this.clock = clock;
        this.seed = seed;
        this.rows = rows;
        for (int row = 0; row < rows; row++) {
            birthAndDeath.add(new ReentrantLock());
        }
    }

    /**
     * Prepares a run on the given cache, whose entries come and go all the time.
     *
     * @param rows how many of each kind; the fewer, the more often threads meet
     */
    static ConsistencyRun start(Factories factories, LarderRegionFactory cache, int rows) {
        SessionFactory factory = factories
                .set("hibernate.larder.defaults.time-to-live", "60ms")
                .set("hibernate.larder.defaults.max-entries", 8)
                .set("hibernate.larder.lock-timeout", "1h")
                .set("hibernate.cache.region.factory_class", cache)
                .entities(KINDS.stream().map(kind -> kind.entity).toArray(Class<?>[]::new))
                .build();
        Long given = Long.getLong("larder.seed");
        long seed = given != null ? given : ThreadLocalRandom.current().nextLong();
        return new ConsistencyRun(factory, factories.store, factories.clock, seed, rows);
    }

    /** A few seconds, or minutes with {@code -Pstress}. */
    static Duration duration() {
        return Boolean.getBoolean("larder.stress") ? LONG : SHORT;
    }

    /**
     * Runs for so long, or until something wrong was read.
     *
     * @return what was wrong, beginning with the seed; empty if nothing was
     */
    List<String> run(Duration duration) throws Exception {
        return run(duration, duration, Set.of());
    }

    /** The same until counters were also changed in all these ways, which a busy machine may need longer for. */
    List<String> run(Duration duration, Duration patience, Set<Ledger.Write> ways) throws Exception {
        insertAll();
        SplittableRandom seeds = new SplittableRandom(seed);
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (long nanos = 0;
                    ledger.isClean()
                            && (nanos < duration.toNanos()
                                    || (nanos < patience.toNanos() && !writes().containsAll(ways)));
                    nanos = System.nanoTime() - start) {
                List<Callable<Void>> round = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    SplittableRandom random = seeds.split();
                    round.add(() -> work(random));
                }
                for (Future<Void> done : threads.invokeAll(round)) {
                    done.get();
                }
                audit();
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> found = new ArrayList<>(ledger.violations());
        if (!found.isEmpty()) {
            found.add(0, "seed " + seed);
        }
        return found;
    }

    /** How many amounts were checked. */
    long checks() {
        return ledger.checks();
    }

    /** In which ways counters were changed. */
    Set<Ledger.Write> writes() {
        return ledger.writes();
    }

    /** How often something was found in the cache. */
    long hits() {
        return factory.getStatistics().getSecondLevelCacheHitCount();
    }

    private void insertAll() {
        for (CounterKind kind : KINDS) {
            for (long row = 0; row < rows; row++) {
                Counter counter = kind.create(row, ledger.ticket());
                factory.inTransaction(session -> session.persist(counter));
                ledger.committed(kind, row, counter.amount);
            }
        }
    }

    private Void work(SplittableRandom random) {
        Pauses.begin(random.split());
        try {
            Reader reader = new Reader(factory, ledger, random);
            Writer writer = new Writer(factory, ledger, random, birthAndDeath);
            for (int step = 0; step < STEPS_A_ROUND && ledger.isClean(); step++) {
                CounterKind kind = KINDS.get(random.nextInt(KINDS.size()));
                // Few rows are hot, so that threads meet.
                long row = Math.min(random.nextInt(rows), random.nextInt(rows));
                int choice = random.nextInt(100);
                if (choice < 60) {
                    reader.readSomehow(kind, row);
                } else if (choice < 92) {
                    writer.changeSomehow(kind, row);
                } else if (choice < 97) {
                    evictSomehow(kind, row, random);
                } else {
                    clock.advanceMillis(random.nextInt(30));
                }
            }
        } finally {
            Pauses.end();
        }
        return null;
    }

    private void evictSomehow(CounterKind kind, long row, SplittableRandom random) {
        Cache cache = factory.getCache();
        switch (random.nextInt(4)) {
            case 0 -> cache.evictEntityData(kind.entity);
            case 1 -> cache.evictAllRegions();
            default -> cache.evictEntityData(kind.entity, row);
        }
    }

    private void audit() {
        Reader reader = new Reader(factory, ledger, new SplittableRandom(seed));
        for (CounterKind kind : KINDS) {
            for (long row = 0; row < rows; row++) {
                reader.audit(kind, row);
            }
        }
        for (String name : store.names()) {
            Keyspace<Object, CachedState> region = store.find(name);
            Iterator<Map.Entry<Object, EntryView<CachedState>>> entries = region.iterator();
            while (entries.hasNext()) {
                Map.Entry<Object, EntryView<CachedState>> entry = entries.next();
                if (entry.getValue().value() instanceof CachedState.KeyLock lock) {
                    ledger.report("at rest, %s of %s is locked: %s", entry.getKey(), name, lock);
                }
            }
        }
    }
}
