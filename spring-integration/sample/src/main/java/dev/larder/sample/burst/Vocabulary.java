package dev.larder.sample.burst;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The words that a burst searches for: those that most names have, the commonest first. */
@Component
class Vocabulary {
    private static final int MAX_WORDS = 1_000;
    private static final int MIN_WORD_LENGTH = 3;

    private final JdbcTemplate jdbc;

    Vocabulary(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<String> words() {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.query("select words from unicode_character", row -> {
            for (String word : row.getString(1).strip().split(" ", -1)) {
                if (word.length() >= MIN_WORD_LENGTH) {
                    counts.merge(word, 1, Integer::sum);
                }
            }
        });
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_WORDS)
                .map(Map.Entry::getKey)
                .toList();
    }
}
