package dev.larder.migration;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity that is cached before and after. */
@Entity
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Author {
    @Id
    private long id;

    @Version
    @SuppressWarnings("UnusedVariable") // Hibernate counts it up
    private int version;

    private String name = "";

    protected Author() {}

    Author(long id, String name) {
        this.id = id;
        this.name = name;
    }

    String name() {
        return name;
    }

    void rename(String newName) {
        name = newName;
    }
}
