package dev.larder.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDB;

/**
 * Names of column families. A keyspace's is its name behind a number: {@code 0000002a-orders}. Clearing a keyspace makes a new
 * family before it drops the old one, so that a crash between the two leaves both; the lower number then has the data, and the
 * other is empty.
 *
 * @param current the family of each keyspace
 * @param leftOver empty families, to be dropped
 * @param next the number of the next family that is made
 */
record Generations(Map<String, String> current, List<String> leftOver, long next) {
    private static final int DIGITS = 8;
    private static final String DEFAULT = new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8);

    /** Sorts out what is there. */
    static Generations of(List<String> families) {
        Map<String, String> current = new HashMap<>();
        List<String> leftOver = new ArrayList<>();
        long next = 0;
        for (String family : families.stream().sorted().toList()) {
            if (!family.equals(DEFAULT)) {
                next = Math.max(next, Long.parseLong(family.substring(0, DIGITS), 16) + 1);
                if (current.putIfAbsent(keyspaceOf(family), family) != null) {
                    leftOver.add(family);
                }
            }
        }
        return new Generations(current, leftOver, next);
    }

    /** The name of a family that is made now. */
    static String familyOf(String keyspace, long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + "-" + keyspace;
    }

    private static String keyspaceOf(String family) {
        return family.substring(DIGITS + 1);
    }
}
