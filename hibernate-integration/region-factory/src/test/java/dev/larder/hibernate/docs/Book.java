package dev.larder.hibernate.docs;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** The entity of docs/hibernate.md. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Book {
    @Id
    Long id;

    @Version
    int version;

    String title;

    @ManyToMany
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    Set<Author> authors = new HashSet<>();
}
