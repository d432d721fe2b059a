package dev.larder.sample.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** How often somebody liked a character: the only thing here that changes, and so has to stay right in all caches. */
@Entity
@Table(name = "likes")
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Likes {
    @Id
    private int codePoint;

    @Version
    @SuppressWarnings("UnusedVariable") // Hibernate counts it up
    private int version;

    private long total;

    protected Likes() {}

    Likes(int codePoint) {
        this.codePoint = codePoint;
    }

    long total() {
        return total;
    }

    void addOne() {
        total++;
    }
}
