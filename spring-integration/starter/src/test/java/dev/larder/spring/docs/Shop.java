package dev.larder.spring.docs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stands for a slow database in the page's examples, and counts what it is asked. */
class Shop {
    private final List<String> asked = new ArrayList<>();

    List<String> asked() {
        return asked;
    }

    Product find(String id) {
        asked.add(id);
        return new Product(id, "acme");
    }

    Map<String, Product> findAll(Collection<String> ids) {
        Map<String, Product> found = new HashMap<>();
        ids.forEach(id -> found.put(id, find(id)));
        return found;
    }
}
