package dev.larder.hibernate.model;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** What most entities of the tests are: an id and a name. */
@MappedSuperclass
public abstract class Named {
    @Id
    public Long id;

    public String name;

    protected Named() {}

    protected Named(long id, String name) {
        this.id = id;
        this.name = name;
    }

    /** A new entity of the given class, with id 1. */
    public static Named create(Class<? extends Named> type, String name) {
        return switch (type.getSimpleName()) {
            case "Author" -> new Author(1, name);
            case "Note" -> new Note(1, name);
            case "Setting" -> new Setting(1, name);
            case "Account" -> new Account(1, name);
            case "Country" -> new Country(1, name);
            default -> throw new AssertionError(type);
        };
    }
}
