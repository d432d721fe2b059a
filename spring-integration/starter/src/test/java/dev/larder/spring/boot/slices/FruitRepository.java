package dev.larder.spring.boot.slices;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

/** Finds fruits, and remembers what it found. */
interface FruitRepository extends CrudRepository<Fruit, Integer> {
    @Cacheable("names")
    @Query("select fruit.name from Fruit fruit where fruit.id = ?1")
    String nameOf(Integer id);
}
