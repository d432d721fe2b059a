package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When an entry stops being seen: by the lifetime of its keyspace, or by a time to live of its own. */
interface ExpiryContract extends KeyspaceUnderTest {
    @Test
    default void get_afterDeadline_missesAndTellsExpired() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock().advanceMillis(99);
        assertThat(keyspace.get("a")).isEqualTo("1");
        clock().advanceMillis(1);
        assertThat(keyspace.get("a")).isNull();
        assertThat(keyspace.size()).isZero();
        assertThat(told()).containsExactly("CREATED a null->1", "EXPIRED a 1->1");
        assertThat(keyspace.stats().expirations()).isEqualTo(1);
    }

    @Test
    default void maintain_afterDeadlines_removesWhatNobodyRead() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofSeconds(60))));
        for (int i = 0; i < 500; i++) {
            keyspace.put("k" + i, "v");
            clock().advanceMillis(10);
        }
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(500);
        clock().advanceMillis(57_500);
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(249);
        clock().advance(Duration.ofDays(1));
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
        assertThat(keyspace.stats().expirations()).isEqualTo(500);
    }

    @Test
    default void put_overExpiredEntry_createsAnew() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock().advanceMillis(100);
        assertThat(keyspace.putIfAbsent("a", "2")).isNull();
        assertThat(keyspace.get("a")).isEqualTo("2");
        assertThat(told()).containsExactly("CREATED a null->1", "EXPIRED a 1->1", "CREATED a null->2");
    }

    @Test
    default void lifetimeAfterAccess_entryIsRead_livesOn() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterAccess(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        for (int i = 0; i < 10; i++) {
            clock().advanceMillis(90);
            assertThat(keyspace.get("a")).isEqualTo("1");
        }
        clock().advanceMillis(90);
        assertThat(keyspace.containsKey("a")).isTrue();
        clock().advanceMillis(10);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void lifetimeAfterAccess_shorterThanAfterCreate_isHeardByTheTimer() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(new Lifetime(100_000, Lifetime.UNCHANGED, 1_000, 0)));
        keyspace.put("a", "1");
        keyspace.get("a");
        clock().advanceMillis(1_000);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void lifetimeUnchangedAfterUpdate_entryIsUpdated_keepsItsDeadline() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock().advanceMillis(60);
        keyspace.put("a", "2");
        clock().advanceMillis(40);
        assertThat(keyspace.get("a")).isNull();
    }

    @Test
    default void lifetimeOfZero_entryIsPut_isNeverSeen() {
        Keyspace<String, String> keyspace = observed(builder -> builder.lifetime(Lifetime.afterCreate(Duration.ZERO)));
        keyspace.put("a", "1");
        assertThat(keyspace.get("a")).isNull();
        assertThat(told()).isEmpty();
    }

    @Test
    default void lifetimeOfLongMax_entryIsPut_neverExpires() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(Long.MAX_VALUE))));
        keyspace.put("a", "1");
        Keyspace<String, String> almost =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofMillis(Long.MAX_VALUE - 1))));
        almost.put("a", "1");
        clock().advance(Duration.ofDays(100_000));
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(almost.get("a")).isEqualTo("1");
    }

    @Test
    default void ownTimeToLive_readSetAndPersist() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1", Duration.ofMillis(100));
        keyspace.put("b", "1");
        assertThat(keyspace.timeToLive("a")).hasMillis(100);
        assertThat(keyspace.timeToLive("b")).hasMillis(Lifetime.ETERNAL);
        assertThat(keyspace.timeToLive("c")).isNull();
        clock().advanceMillis(30);
        assertThat(keyspace.timeToLive("a")).hasMillis(70);
        assertThat(keyspace.expireAfter("b", Duration.ofMillis(50))).isTrue();
        assertThat(keyspace.expireAfter("c", Duration.ofMillis(50))).isFalse();
        assertThat(keyspace.persist("a")).isTrue();
        clock().advanceMillis(50);
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.get("b")).isNull();
        assertThat(keyspace.expireAt("a", clock().millis() - 1)).isTrue();
        assertThat(keyspace.get("a")).isNull();
        assertThat(keyspace.putIfAbsent("a", "2", Duration.ofMillis(10))).isNull();
        clock().advanceMillis(10);
        assertThat(keyspace.containsKey("a")).isFalse();
    }

    @Test
    default void expireAt_futureDeadline_isWhenTheEntryGoesWhateverTheLifetimeSays() {
        Keyspace<String, String> keyspace =
                observed(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(10))));
        keyspace.put("sooner", "1");
        keyspace.put("later", "1");
        assertThat(keyspace.expireAt("sooner", clock().millis() + 100)).isTrue();
        assertThat(keyspace.expireAt("later", clock().millis() + 20_000)).isTrue();
        assertThat(keyspace.expireAt("absent", clock().millis() + 100)).isFalse();
        assertThat(keyspace.timeToLive("sooner")).hasMillis(100);
        assertThat(keyspace.timeToLive("later")).hasMillis(20_000);
        changes().clear();

        clock().advanceMillis(99);
        keyspace.maintain();
        assertThat(keyspace.get("sooner")).isEqualTo("1");
        clock().advanceMillis(1);
        assertThat(keyspace.get("sooner")).isNull();
        assertThat(told()).containsExactly("EXPIRED sooner 1->1");

        clock().advanceMillis(19_899);
        keyspace.maintain();
        assertThat(keyspace.get("later")).isEqualTo("1");
        clock().advanceMillis(1);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
        assertThat(told()).containsExactly("EXPIRED sooner 1->1", "EXPIRED later 1->1");
    }

    @Test
    default void expireAt_eternalKeyspace_theEntryGoesThenAndTheOthersStay() {
        Keyspace<String, String> keyspace = observed(builder -> builder.lifetime(Lifetime.eternal()));
        keyspace.put("a", "1");
        keyspace.put("b", "1");
        long version = keyspace.view("a").version();
        changes().clear();
        assertThat(keyspace.expireAt("a", clock().millis() + 60_000)).isTrue();
        assertThat(keyspace.view("a").expiresAtMillis()).isEqualTo(clock().millis() + 60_000);
        assertThat(keyspace.view("a").version()).isEqualTo(version);
        assertThat(told()).isEmpty();

        clock().advanceMillis(59_999);
        keyspace.maintain();
        assertThat(keyspace.get("a")).isEqualTo("1");
        clock().advanceMillis(1);
        keyspace.maintain();
        assertThat(keyspace.size()).isEqualTo(1);
        assertThat(keyspace.get("a")).isNull();
        assertThat(keyspace.get("b")).isEqualTo("1");
        assertThat(told()).containsExactly("EXPIRED a 1->1");
    }

    @Test
    default void ownTimeToLive_plainPutAfterIt_putsTheEntryUnderTheLifetimeAgain() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1", Duration.ofMillis(100));
        keyspace.put("a", "2");
        clock().advanceMillis(100);
        assertThat(keyspace.get("a")).isEqualTo("2");
    }

    @Test
    default void ownTimeToLive_underALifetimeAfterAccess_isNotMovedByReads() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterAccess(Duration.ofHours(1))));
        keyspace.put("a", "1", Duration.ofMillis(100));
        clock().advanceMillis(50);
        keyspace.get("a");
        clock().advanceMillis(50);
        assertThat(keyspace.get("a")).isNull();
    }

    @Test
    default void jitter_manyEntries_spreadsTheirDeadlinesAroundTheLifetime() {
        Keyspace<String, String> keyspace = keyspace(builder ->
                builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(100)).withJitter(0.1)));
        List<Long> deadlines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keyspace.put("k" + i, "v");
            deadlines.add(keyspace.view("k" + i).expiresAtMillis() - clock().millis());
        }
        assertThat(deadlines).allMatch(millis -> millis >= 90_000 && millis <= 110_000);
        assertThat(deadlines.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(99_000.0, 101_000.0);
        assertThat(Set.copyOf(deadlines)).hasSizeGreaterThan(900);
    }

    @Test
    default void clock_stepsBack_entriesStayAndNothingBreaks() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofMillis(100))));
        keyspace.put("a", "1");
        clock().setMillis(clock().millis() - 3_600_000);
        assertThat(keyspace.get("a")).isEqualTo("1");
        keyspace.put("b", "1");
        keyspace.maintain();
        clock().advanceMillis(100);
        keyspace.maintain();
        assertThat(keyspace.get("b")).isNull();
        clock().advanceMillis(3_600_000);
        keyspace.maintain();
        assertThat(keyspace.size()).isZero();
    }
}
