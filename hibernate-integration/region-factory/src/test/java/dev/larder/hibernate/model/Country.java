package dev.larder.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** {@code READ_ONLY}. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
public class Country extends Named {
    protected Country() {}

    public Country(long id, String name) {
        super(id, name);
    }
}
