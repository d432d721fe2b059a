package dev.larder.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** Without a version, {@code READ_WRITE}. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Note {
    @Id
    public Long id;

    public String name;

    protected Note() {}

    public Note(long id, String name) {
        this.id = id;
        this.name = name;
    }
}
