package dev.larder.benchmarks.frameworks;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A versioned entity with a few fields of the usual types. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@SuppressWarnings("UnusedVariable") // Hibernate reads them
public class Product {
    @Id
    private long id;

    @Version
    private int version;

    private String code = "";
    private String name = "";
    private String description = "";
    private BigDecimal price = BigDecimal.ONE;
    private int stock;
    private boolean active = true;
    private Instant createdAt = Instant.EPOCH;
    private Instant changedAt = Instant.EPOCH;

    /** For Hibernate. */
    protected Product() {}

    Product(long id) {
        this.id = id;
        code = "P-" + id;
        name = "product number " + id;
        description = "what there is to say about product number " + id;
        price = BigDecimal.valueOf(id, 2);
    }

    int stock() {
        return stock;
    }

    void sellOne() {
        stock--;
    }
}
