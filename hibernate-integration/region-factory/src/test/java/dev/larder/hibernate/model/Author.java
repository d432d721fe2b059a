package dev.larder.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** Versioned, {@code READ_WRITE}, with a cached collection. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Author extends Named {
    @Version
    public int version;

    @OneToMany(mappedBy = "author", cascade = CascadeType.PERSIST)
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public Set<Book> books = new HashSet<>();

    protected Author() {}

    public Author(long id, String name) {
        super(id, name);
    }
}
