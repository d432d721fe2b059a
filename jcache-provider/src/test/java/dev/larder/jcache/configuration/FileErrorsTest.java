package dev.larder.jcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a file, and the message that tells of it. */
class FileErrorsTest {
    private static final String SECTION_KEYS = "max-entries, max-size, max-key-size, max-value-size,"
            + " max-entry-size, policy, time-to-live,"
            + " time-to-live-from-creation, time-to-idle, jitter, refresh-ahead, store, statistics, management, metadata,"
            + " persistence, durability, role, while-loading, codec, key-codec, types, packages, compression,"
            + " compress-from";
    private static final String POLICIES =
            "window-tinylfu, lru, lfu, arc, random, nearest-expiry, volatile-lru, volatile-lfu, none";

    static List<Arguments> mistakes() {
        return List.of(
                mistake("", "line 1, column 1: the file says nothing; write {} for a configuration without settings"),
                mistake(
                        "# only a comment\n",
                        "line 1, column 1: the file says nothing; write {} for a configuration without settings"),
                mistake("- users", "line 1, column 1: the file must be a map of keys and values, found a list"),
                mistake("users", "line 1, column 1: the file must be a map of keys and values, found 'users'"),
                mistake(
                        "defaults: {",
                        "line 1, column 12: not YAML: expected the node content, but found '<stream end>'"),
                mistake("""
                        defaults:
                          store: by-value
                           policy: lru
                        """, "line 3, column 10: not YAML: mapping values are not allowed here"),
                mistake(
                        "defaults:\n\tstore: by-value",
                        "line 2, column 1: not YAML: found character '\\t(TAB)' that cannot start any token."
                                + " (Do not use \\t(TAB) for indentation)"),
                mistake("{}\n---\n{}", "line 2, column 1: not YAML: but found another document"),
                mistake("defaults: *none", "line 1, column 11: not YAML: found undefined alias none"),
                mistake(
                        "default: {}",
                        "line 1, column 1: unknown key 'default'; did you mean 'defaults'? Known: max-memory,"
                                + " high-water-mark, eviction-batch, defaults, caches, data-directory, durability,"
                                + " sync-interval, segment-size, snapshot-interval, snapshot-log-size, snapshot-compression,"
                                + " tiers"),
                mistake(
                        "tiers:\n  rocksdb: { block-cache: 64MB }",
                        "line 2, column 27: 'block-cache' is refused: There is no tier 'rocksdb' on the class path."
                                + " rocksdb comes with the artifact dev.larder:larder-rocksdb, lmdb with"
                                + " dev.larder:larder-lmdb."),
                mistake(
                        "tiers: rocksdb",
                        "line 1, column 8: 'tiers' must be a map of keys and values, found 'rocksdb'"),
                mistake(
                        "caches: {}\nmax-entries: 5",
                        "line 2, column 1: unknown key 'max-entries'; it belongs under 'defaults' or under the name of a"
                                + " cache in 'caches'"),
                mistake("? [a]\n: b", "line 1, column 3: a key of the file must be text, found a list"),
                mistake("caches: [users]", "line 1, column 9: 'caches' must be a map of keys and values, found a list"),
                mistake(
                        "caches:\n  users: 10m",
                        "line 2, column 10: 'users' must be a map of keys and values, found '10m'"),
                mistake(
                        "caches:\n  users: {}\n  users: {}",
                        "line 3, column 3: the key 'users' is there twice, first in line 2; keep one"),
                mistake(
                        "defaults: {}\ncaches: {}\ndefaults: {}",
                        "line 3, column 1: the key 'defaults' is there twice, first in line 1; keep one"),
                mistake(
                        "caches:\n  'a\\b': {}\n  'a\\\\b': {}",
                        "line 3, column 3: 'a\\\\b' names the same cache as 'a\\b' in larder.yaml, line 2; keep one"),
                mistake(
                        "max-memory: 256",
                        "line 1, column 13: 'max-memory' must have a unit, found the bare number '256';"
                                + " write 256MB or 256B, for example"),
                mistake("max-memory:", "line 1, column 12: 'max-memory' must be a single value, found nothing"),
                mistake(
                        "high-water-mark: 90%",
                        "line 1, column 1: 'high-water-mark' is a part of 'max-memory', which the file does not set"),
                mistake(
                        "max-memory: 1GB\nhigh-water-mark: 0%",
                        "line 2, column 18: 'high-water-mark' must be above 0%, found '0%'"),
                mistake(
                        "max-memory: 1GB\nhigh-water-mark: 110%",
                        "line 2, column 18: 'high-water-mark' must be between 0% and 100%, found '110%'"),
                mistake("eviction-batch: 0", "line 1, column 17: 'eviction-batch' must be at least 1, found '0'"),
                mistake(
                        "eviction-batch: 3000000000",
                        "line 1, column 17: 'eviction-batch' must be a whole number from 1 to 2147483647, found"
                                + " '3000000000'"),
                inUsers(
                        "max-entrys: 10",
                        "line 3, column 5: unknown key 'max-entrys' in 'users'; did you mean 'max-entries'? Known: "
                                + SECTION_KEYS),
                inUsers(
                        "timeToLive: 10m",
                        "line 3, column 5: unknown key 'timeToLive' in 'users'; did you mean 'time-to-live'? Known: "
                                + SECTION_KEYS),
                inUsers("colour: red", "line 3, column 5: unknown key 'colour' in 'users'; Known: " + SECTION_KEYS),
                inUsers(
                        "<<: {store: by-value}",
                        "line 3, column 5: unknown key '<<' in 'users'; Known: " + SECTION_KEYS),
                inUsers(
                        "max-memory: 1GB",
                        "line 3, column 5: unknown key 'max-memory' in 'users'; it belongs at the top of the file, beside"
                                + " 'caches'"),
                inUsers(
                        "max-entries: 10\n    max-size: 64MB",
                        "line 4, column 5: 'users' has both 'max-entries' (line 3) and 'max-size', but a cache is limited"
                                + " by entries or by bytes; keep one"),
                inUsers(
                        "time-to-live: 1h\n    time-to-idle: 10m",
                        "line 4, column 5: 'users' has both 'time-to-live' (line 3) and 'time-to-idle', but entries have"
                                + " one lifetime; keep one"),
                inUsers("max-entries: [1]", "line 3, column 18: 'max-entries' must be a single value, found a list"),
                inUsers("max-entries: {a: 1}", "line 3, column 18: 'max-entries' must be a single value, found a map"),
                inUsers(
                        "max-entries: ten",
                        "line 3, column 18: 'max-entries' must be a whole number such as 10000," + " found 'ten'"),
                inUsers("max-entries: 0", "line 3, column 18: 'max-entries' must be at least 1, found '0'"),
                inUsers(
                        "max-size: -1",
                        "line 3, column 15: 'max-size' must be a size such as 64MB (a whole number and one"
                                + " of B, KB, MB, GB, TB), found '-1'"),
                inUsers(
                        "max-entry-size: 2GB",
                        "line 3, column 21: 'max-entry-size' must be below 2GB, or 'unlimited', found '2GB'"),
                inUsers(
                        "policy: lur",
                        "line 3, column 13: 'policy' must be an eviction policy, found 'lur'; did you mean 'lru'? Known: "
                                + POLICIES + ". A policy of a plug-in needs its artifact on the class path"),
                inUsers(
                        "time-to-live: 600",
                        "line 3, column 19: 'time-to-live' must have a unit, found the bare number"
                                + " '600'; write 600s or 600ms, for example"),
                inUsers(
                        "time-to-idle: 0s",
                        "line 3, column 19: 'time-to-idle' must be at least one millisecond, or"
                                + " 'eternal' for entries that never expire, found '0s'"),
                inUsers("jitter: 150%", "line 3, column 13: 'jitter' must be between 0% and 100%, found '150%'"),
                inUsers(
                        "refresh-ahead: 100%",
                        "line 3, column 20: 'refresh-ahead' must be above 0% and below 100% of the"
                                + " lifetime, or 'off', found '100%'"),
                inUsers(
                        "refresh-ahead: 0%",
                        "line 3, column 20: 'refresh-ahead' must be above 0% and below 100% of the"
                                + " lifetime, or 'off', found '0%'"),
                inUsers(
                        "store: reference",
                        "line 3, column 12: 'store' must be by-value or by-reference, found 'reference'"),
                inUsers("statistics: on", "line 3, column 17: 'statistics' must be true or false, found 'on'"),
                inUsers("management: 1", "line 3, column 17: 'management' must be true or false, found '1'"),
                inUsers("metadata: null", "line 3, column 15: 'metadata' must be a single value, found nothing"));
    }

    private static Arguments mistake(String yaml, String message) {
        return arguments(yaml, message);
    }

    private static Arguments inUsers(String settings, String message) {
        return arguments("caches:\n  users:\n    " + settings + "\n", message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void parse_mistake_saysWhereAndWhat(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage("larder.yaml, " + message);
    }

    @Test
    void parse_mistake_tellsPlaceToPrograms() {
        ConfigurationFileException error =
                catchThrowableOfType(ConfigurationFileException.class, () -> parse("caches:\n  users: 10m"));

        assertThat(error.file()).isEqualTo("larder.yaml");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(10);
    }

    @Test
    void parse_controlCharacter_isNotYaml() {
        assertThatThrownBy(() -> parse("defaults: \u0007"))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageStartingWith("larder.yaml: not YAML: ");
    }

    @Test
    void parse_hundredThousandNestedLists_isRefused() {
        assertThatThrownBy(() -> parse("defaults: " + "[".repeat(100_000)))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage("larder.yaml, line 1, column 30: maps and lists are nested more than 20 deep");
    }

    @Test
    void parse_aliasesThatWouldGrowWithoutEnd_endSoonInAnError() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 15; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        assertThatThrownBy(() -> parse(laughs.toString())).isInstanceOf(ConfigurationFileException.class);
        assertThatThrownBy(() -> parse("caches: &self\n  users: *self")).isInstanceOf(ConfigurationFileException.class);
    }

    @Test
    void parse_tagThatNamesAClass_isPassedOver() {
        assertThat(parse("defaults: {store: !!java.net.URL by-reference}")).isNotNull();
    }

    private static CacheDefaults parse(String yaml) {
        return FileParser.parse("larder.yaml", yaml, FileErrorsTest.class.getClassLoader());
    }
}
