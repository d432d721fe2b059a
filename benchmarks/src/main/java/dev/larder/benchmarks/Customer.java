package dev.larder.benchmarks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A mutable value as applications have it: getters, setters and a list. A cache that stores by value has to copy it.
 *
 * <p><b>Threads:</b> not safe, like any such class.
 */
public class Customer implements Serializable {
    /** How many strings the list of a benchmark's customer holds. */
    public static final int ORDER_COUNT = 5;

    private static final long serialVersionUID = 1L;

    private long id;
    private String name = "";

    // A field of the concrete type would spare copiers the look at the class, which applications do not do either.
    @SuppressWarnings("serial")
    private List<String> orders = new ArrayList<>();

    public Customer() {}

    public Customer(long id, String name, List<String> orders) {
        this.id = id;
        this.name = name;
        this.orders = orders;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<String> getOrders() {
        return orders;
    }

    public void setOrders(List<String> orders) {
        this.orders = orders;
    }
}
