package dev.larder.hibernate.consistency;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A kind of counter for each access type, with and without a version. */
public final class Counters {
    private Counters() {}

    @Entity(name = "Versioned")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Versioned extends Counter {
        @Version
        public int version;

        @ElementCollection(fetch = FetchType.LAZY)
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        public Set<Long> trail = new HashSet<>();
    }

    @Entity(name = "Plain")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Plain extends Counter {}

    /** Deleted and inserted again. */
    @Entity(name = "Reborn")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public static class Reborn extends Counter {}

    @Entity(name = "TransactionalVersioned")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL)
    public static class TransactionalVersioned extends Counter {
        @Version
        public int version;
    }

    @Entity(name = "TransactionalPlain")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL)
    public static class TransactionalPlain extends Counter {}

    @Entity(name = "NonStrict")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
    public static class NonStrict extends Counter {}

    /** Inserted and deleted, never updated. */
    @Entity(name = "ReadOnly")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
    public static class ReadOnly extends Counter {}
}
