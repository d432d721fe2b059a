package dev.larder.codecs;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** An object of ten fields, as applications have them: no getters, a constructor without arguments. */
final class Customer {
    /** A part of it. */
    record Address(String street, int number, String city) {}

    enum Level {
        BRONZE,
        GOLD {
            @Override
            boolean isPrecious() {
                return true;
            }
        };

        boolean isPrecious() {
            return false;
        }
    }

    long id;
    String name = "";
    int age;
    double score;
    boolean active;
    UUID token = new UUID(0, 0);
    Instant createdAt = Instant.EPOCH;
    LocalDate born = LocalDate.EPOCH;
    BigDecimal balance = BigDecimal.ZERO;
    Level level = Level.BRONZE;
    Address address = new Address("", 0, "");
    List<String> tags = new ArrayList<>();

    static Customer sample(int number) {
        Customer customer = new Customer();
        customer.id = number;
        customer.name = "Customer " + number;
        customer.age = 20 + number % 60;
        customer.score = number / 7.0;
        customer.active = number % 2 == 0;
        customer.token = new UUID(number, ~number);
        customer.createdAt = Instant.ofEpochSecond(1_700_000_000L + number, 5);
        customer.born = LocalDate.of(1990, 1, 1).plusDays(number);
        customer.balance = new BigDecimal("12.50").multiply(new BigDecimal(number));
        customer.level = Level.GOLD;
        customer.address = new Address("Main street", number, "K\u00f6ln");
        customer.tags.add("a");
        customer.tags.add("b");
        return customer;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Customer that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return Objects.hash(id);
    }

    @Override
    public String toString() {
        return parts().toString();
    }

    private List<Object> parts() {
        return List.of(id, name, age, score, active, token, createdAt, born, balance, level, address, tags);
    }
}
