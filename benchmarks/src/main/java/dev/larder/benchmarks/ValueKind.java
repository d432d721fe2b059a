package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The type of a workload's values and how one is made. */
enum ValueKind {
    STRING(String.class) {
        @Override
        Object create(int index, SplittableRandom random) {
            return RandomText.ofLength(CHARS, random);
        }
    },
    LONG(Long.class) {
        @Override
        Object create(int index, SplittableRandom random) {
            return (long) index;
        }
    },
    CUSTOMER(Customer.class) {
        @Override
        Object create(int index, SplittableRandom random) {
            List<String> orders = new ArrayList<>();
            for (int i = 0; i < Customer.ORDER_COUNT; i++) {
                orders.add(RandomText.ofLength(20, random));
            }
            return new Customer(index, String.format(Locale.ROOT, "customer %d", index), orders);
        }
    };

    /** Length of a string value. */
    static final int CHARS = 100;

    private final Class<?> type;

    ValueKind(Class<?> type) {
        this.type = type;
    }

    Class<?> type() {
        return type;
    }

    abstract Object create(int index, SplittableRandom random);
}
