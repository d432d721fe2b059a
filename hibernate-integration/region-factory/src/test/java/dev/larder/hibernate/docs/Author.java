package dev.larder.hibernate.docs;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Another entity of docs/hibernate.md. */
@Entity
@Cacheable
class Author {
    @Id
    Long id;
}
