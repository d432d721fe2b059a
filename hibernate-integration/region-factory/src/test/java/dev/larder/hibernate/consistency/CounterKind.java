package dev.larder.hibernate.consistency;

/** The kinds of counters, and what may be done to each. */
enum CounterKind {
    VERSIONED(Counters.Versioned.class, true, true, false),
    PLAIN(Counters.Plain.class, false, true, false),
    REBORN(Counters.Reborn.class, false, true, true),
    TRANSACTIONAL_VERSIONED(Counters.TransactionalVersioned.class, true, true, false),
    TRANSACTIONAL_PLAIN(Counters.TransactionalPlain.class, false, true, false),
    NON_STRICT(Counters.NonStrict.class, false, false, false),
    READ_ONLY(Counters.ReadOnly.class, false, false, true);

    final Class<? extends Counter> entity;
    final boolean versioned;
    /** Whether a session that has seen a value in the database must not find an older one in the cache. */
    final boolean strict;
    /** Whether rows are deleted and inserted again. */
    final boolean mortal;

    CounterKind(Class<? extends Counter> entity, boolean versioned, boolean strict, boolean mortal) {
        this.entity = entity;
        this.versioned = versioned;
        this.strict = strict;
        this.mortal = mortal;
    }

    Counter create(long id, long amount) {
        Counter counter =
                switch (this) {
                    case VERSIONED -> new Counters.Versioned();
                    case PLAIN -> new Counters.Plain();
                    case REBORN -> new Counters.Reborn();
                    case TRANSACTIONAL_VERSIONED -> new Counters.TransactionalVersioned();
                    case TRANSACTIONAL_PLAIN -> new Counters.TransactionalPlain();
                    case NON_STRICT -> new Counters.NonStrict();
                    case READ_ONLY -> new Counters.ReadOnly();
                };
        counter.id = id;
        counter.amount = amount;
        return counter;
    }

    /** The name of the entity, and of its table. */
    String table() {
        return entity.getSimpleName();
    }

    boolean updates() {
        return this != READ_ONLY;
    }
}
