package dev.larder.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** {@code TRANSACTIONAL}. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL)
public class Account {
    @Id
    public Long id;

    public String name;

    protected Account() {}

    public Account(long id, String name) {
        this.id = id;
        this.name = name;
    }
}
