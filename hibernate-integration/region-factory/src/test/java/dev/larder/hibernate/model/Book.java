package dev.larder.hibernate.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** Versioned, {@code READ_WRITE}, with a cached natural id that may change. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
public class Book {
    @Id
    public Long id;

    @Version
    public int version;

    @NaturalId(mutable = true)
    public String isbn;

    public String title;

    @ManyToOne(fetch = FetchType.LAZY)
    public Author author;

    protected Book() {}

    public Book(long id, String isbn, String title) {
        this.id = id;
        this.isbn = isbn;
        this.title = title;
    }
}
