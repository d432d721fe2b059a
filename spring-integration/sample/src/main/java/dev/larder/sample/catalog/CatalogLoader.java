package dev.larder.sample.catalog;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Fills an empty table of characters from the JDK, before the web server takes its first request. */
@Component
class CatalogLoader implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogLoader.class);
    private static final int BATCH_SIZE = 2_000;
    private static final String INSERT = "insert into unicode_character"
            + " (code_point, name, words, name_length, script, block, category) values (?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;

    CatalogLoader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Long rowCount = jdbc.queryForObject("select count(*) from unicode_character", Long.class);
        if (rowCount != null && rowCount > 0) {
            LOG.info("The database already holds {} characters", rowCount);
            return;
        }
        long startNanos = System.nanoTime();
        List<UnicodeCharacter> characters = UnicodeNames.all().toList();
        jdbc.batchUpdate(INSERT, characters, BATCH_SIZE, (statement, character) -> {
            statement.setInt(1, character.codePoint());
            statement.setString(2, character.name());
            statement.setString(3, CharacterRow.wordsOf(character.name()));
            statement.setInt(4, character.name().length());
            statement.setString(5, character.script());
            statement.setString(6, character.block());
            statement.setString(7, character.category());
        });
        LOG.info(
                "Loaded {} characters from the JDK in {} ms",
                characters.size(),
                (System.nanoTime() - startNanos) / 1_000_000);
    }
}
