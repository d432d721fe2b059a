package dev.larder.benchmarks.frameworks;

import jakarta.persistence.PersistenceException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Sessions that find ten versioned READ_WRITE entities of 5,000, on H2 in memory. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class SecondLevelBenchmark {
    private static final int ENTITIES = 5_000;
    private static final int FOUND = 10;

    @Param("larder")
    public String contestant = "larder";

    @SuppressWarnings("NullAway.Init")
    private SessionFactory factory;

    /** A thread's own choice of entities. */
    @State(Scope.Thread)
    public static class Choice {
        private final SplittableRandom random = new SplittableRandom();

        long id() {
            return random.nextInt(ENTITIES);
        }

        boolean updates() {
            return random.nextInt(20) == 0;
        }
    }

    @Setup
    public void fill() {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Product.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:products;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.connection.username", "sa")
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .setProperty("hibernate.connection.pool_size", "16");
        configuration.getProperties().putAll(SecondLevelContestants.settings(contestant));
        factory = configuration.buildSessionFactory();
        factory.inTransaction(session -> {
            for (long id = 0; id < ENTITIES; id++) {
                session.persist(new Product(id));
            }
        });
        factory.inTransaction(session -> {
            for (long id = 0; id < ENTITIES; id++) {
                session.find(Product.class, id);
            }
        });
    }

    @TearDown
    public void close() {
        factory.close();
    }

    /** One operation is one session. */
    @Benchmark
    public int find(Choice choice) {
        return read(choice);
    }

    /** The same; one of twenty sessions changes an entity instead. */
    @Benchmark
    public int findAndUpdate(Choice choice) {
        return choice.updates() ? update(choice.id()) : read(choice);
    }

    private int read(Choice choice) {
        int sum = 0;
        try (Session session = factory.openSession()) {
            for (int i = 0; i < FOUND; i++) {
                sum += session.find(Product.class, choice.id()).stock();
            }
        }
        return sum;
    }

    private int update(long id) {
        try {
            factory.inTransaction(
                    session -> session.find(Product.class, id).sellOne());
            return 1;
        } catch (PersistenceException another) {
            return 0;
        }
    }
}
