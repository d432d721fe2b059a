package dev.larder.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** {@code READ_ONLY}. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
public class Country {
    @Id
    public Long id;

    public String name;

    protected Country() {}

    public Country(long id, String name) {
        this.id = id;
        this.name = name;
    }
}
