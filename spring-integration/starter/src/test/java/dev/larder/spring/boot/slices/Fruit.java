package dev.larder.spring.boot.slices;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What the application stores. */
@Entity
class Fruit {
    @Id
    private Integer id;

    private String name;

    protected Fruit() {}

    Fruit(Integer id, String name) {
        this.id = id;
        this.name = name;
    }

    Integer id() {
        return id;
    }

    String name() {
        return name;
    }
}
