package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.store.Capacity;
import dev.larder.store.Weigher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LarderConfigurationTest {
    private static final Factory<Weigher<Object, Object>> WEIGHER = () -> (key, value) -> 7;

    private final LarderConfiguration<String, Integer> configuration = new LarderConfiguration<>();

    @Test
    void new_bare_hasTheDefaults() {
        assertThat(configuration.getCapacity()).isEqualTo(Capacity.unbounded());
        assertThat(configuration.getMaxEntryBytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(configuration.getEvictionPolicy()).isEqualTo("window-tinylfu");
        assertThat(configuration.getWeigherFactory()).isNull();
        assertThat(configuration.getExpiryJitter()).isZero();
        assertThat(configuration.getRefreshAhead()).isZero();
        assertThat(configuration.isMetadataEnabled()).isFalse();
        assertThat(configuration.isStoreByValue()).isTrue();
    }

    @Test
    void setters_chained_keepTheirTypeAndTheirValues() {
        LarderConfiguration<String, Integer> set = configuration
                .setTypes(String.class, Integer.class)
                .setStoreByValue(false)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(null)
                .setCacheWriterFactory(null)
                .setExpiryPolicyFactory(null)
                .setMaxBytes(1000)
                .setMaxEntryBytes(100)
                .setEvictionPolicy("lru")
                .setWeigherFactory(WEIGHER)
                .setExpiryJitter(0.1)
                .setRefreshAhead(0.8)
                .setMetadataEnabled(true);

        assertThat(set).isSameAs(configuration);
        assertThat(set.getKeyType()).isEqualTo(String.class);
        assertThat(set.isStoreByValue()).isFalse();
        assertThat(set.isStatisticsEnabled()).isTrue();
        assertThat(set.isManagementEnabled()).isTrue();
        assertThat(set.isReadThrough()).isTrue();
        assertThat(set.isWriteThrough()).isTrue();
        assertThat(set.getCapacity()).isEqualTo(Capacity.bytes(1000));
        assertThat(set.getMaxEntryBytes()).isEqualTo(100);
        assertThat(set.getEvictionPolicy()).isEqualTo("lru");
        assertThat(set.getWeigherFactory()).isSameAs(WEIGHER);
        assertThat(set.getExpiryJitter()).isEqualTo(0.1);
        assertThat(set.getRefreshAhead()).isEqualTo(0.8);
        assertThat(set.isMetadataEnabled()).isTrue();
    }

    @Test
    void lifetimes_inCode_arePoliciesOfTheStandard() {
        javax.cache.expiry.Duration tenMinutes =
                new javax.cache.expiry.Duration(java.util.concurrent.TimeUnit.MILLISECONDS, 600_000);

        assertThat(configuration.setTimeToLive(Duration.ofMinutes(10)).getExpiryPolicyFactory())
                .isEqualTo(ModifiedExpiryPolicy.factoryOf(tenMinutes));
        assertThat(configuration
                        .setTimeToLiveFromCreation(Duration.ofMinutes(10))
                        .getExpiryPolicyFactory())
                .isEqualTo(CreatedExpiryPolicy.factoryOf(tenMinutes));
        assertThat(configuration.setTimeToIdle(Duration.ofMinutes(10)).getExpiryPolicyFactory())
                .isEqualTo(TouchedExpiryPolicy.factoryOf(tenMinutes));
    }

    @Test
    void timeToLive_longerThanLongMillis_isEternal() {
        configuration.setTimeToLive(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(configuration.getExpiryPolicyFactory().create().getExpiryForCreation())
                .isEqualTo(javax.cache.expiry.Duration.ETERNAL);
    }

    @Test
    void timeToLive_belowOneMillisecond_isRefused() {
        for (Duration tooShort : List.of(
                Duration.ZERO, Duration.ofNanos(999_999), Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> configuration.setTimeToLive(tooShort))
                    .withMessage(
                            "timeToLive must be at least one millisecond, found %s; for entries that never expire, or"
                                    + " expire at once, set an expiry policy",
                            tooShort);
        }
        assertThatNullPointerException()
                .isThrownBy(() -> configuration.setTimeToIdle(null))
                .withMessage("timeToIdle must be a duration, found null");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void limits_belowOne_areRefused(long limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setMaxEntries(limit))
                .withMessage("maxEntries must be at least 1, found %d; use UNLIMITED for no limit", limit);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setMaxBytes(limit))
                .withMessage("maxBytes must be at least 1, found %d; use UNLIMITED for no limit", limit);
        assertThat(configuration).isEqualTo(new LarderConfiguration<>());
    }

    @Test
    void maxEntryBytes_belowOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setMaxEntryBytes(0))
                .withMessage("maxEntryBytes must be at least 1, found 0; use Integer.MAX_VALUE for no limit");
    }

    @Test
    void limits_both_areRefusedWhicheverComesSecond() {
        String both = "a cache is limited by entries or by bytes, found both maxEntries 10 and maxBytes 1000; leave one"
                + " out, or set it to UNLIMITED first";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LarderConfiguration<>().setMaxEntries(10).setMaxBytes(1000))
                .withMessage(both);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LarderConfiguration<>().setMaxBytes(1000).setMaxEntries(10))
                .withMessage(both);
    }

    @Test
    void limits_oneUnlimited_letTheOtherBeSet() {
        configuration.setMaxEntries(10).setMaxEntries(LarderConfiguration.UNLIMITED);
        assertThat(configuration.getCapacity()).isEqualTo(Capacity.unbounded());

        assertThat(configuration.setMaxBytes(1000).getCapacity()).isEqualTo(Capacity.bytes(1000));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, 10, Double.NaN, Double.POSITIVE_INFINITY})
    void expiryJitter_outside0To1_isRefused(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setExpiryJitter(fraction))
                .withMessage(
                        "expiryJitter must be between 0 and 1 (0 %% and 100 %% of the lifetime), found %s; 10 %% is 0.1",
                        fraction);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, 80, Double.NaN})
    void refreshAhead_outside0To1_isRefused(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setRefreshAhead(fraction))
                .withMessage(
                        "refreshAhead must be at least 0 (off) and below 1 (a part of the lifetime), found %s;"
                                + " 80 %% is 0.8",
                        fraction);
    }

    @Test
    void evictionPolicy_blankOrNull_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setEvictionPolicy(" "))
                .withMessage("evictionPolicy must be the name of a policy, such as lru, found ' '");
        assertThatNullPointerException()
                .isThrownBy(() -> configuration.setEvictionPolicy(null))
                .withMessage("evictionPolicy must be the name of a policy, found null");
    }

    @Test
    void withDefaults_bare_takesEverySettingButThoseOfTypes() {
        LarderConfiguration<String, Integer> merged = configuration.withDefaults(full());

        assertThat(merged.getCapacity()).isEqualTo(Capacity.entries(5));
        assertThat(merged.getMaxEntryBytes()).isEqualTo(50);
        assertThat(merged.getEvictionPolicy()).isEqualTo("arc");
        assertThat(merged.getExpiryJitter()).isEqualTo(0.5);
        assertThat(merged.getRefreshAhead()).isEqualTo(0.25);
        assertThat(merged.isMetadataEnabled()).isTrue();
        assertThat(merged.isStoreByValue()).isFalse();
        assertThat(merged.isStatisticsEnabled()).isTrue();
        assertThat(merged.isManagementEnabled()).isTrue();
        assertThat(merged.getExpiryPolicyFactory()).isEqualTo(full().getExpiryPolicyFactory());
        assertThat(merged.getWeigherFactory()).isNull();
        assertThat(merged.getKeyType()).isEqualTo(Object.class);
        assertThat(merged.isReadThrough()).isFalse();
        assertThat(configuration).isEqualTo(new LarderConfiguration<>());
    }

    static List<UnaryOperator<LarderConfiguration<Object, Object>>> settingsEqualToTheDefault() {
        return List.of(
                c -> c.setMaxEntries(LarderConfiguration.UNLIMITED),
                c -> c.setMaxBytes(LarderConfiguration.UNLIMITED),
                c -> c.setMaxEntryBytes(Integer.MAX_VALUE),
                c -> c.setEvictionPolicy("window-tinylfu"),
                c -> c.setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf()),
                c -> c.setExpiryJitter(0),
                c -> c.setRefreshAhead(0),
                c -> c.setMetadataEnabled(false),
                c -> c.setStoreByValue(true),
                c -> c.setStatisticsEnabled(false),
                c -> c.setManagementEnabled(false));
    }

    @ParameterizedTest
    @MethodSource("settingsEqualToTheDefault")
    void withDefaults_setToTheDefault_staysAsSet(UnaryOperator<LarderConfiguration<Object, Object>> setting) {
        LarderConfiguration<Object, Object> oneSet = setting.apply(new LarderConfiguration<>());
        LarderConfiguration<Object, Object> merged = oneSet.withDefaults(full());

        assertThat(oneSet).isNotEqualTo(new LarderConfiguration<>());
        assertThat(setting.apply(new LarderConfiguration<>(merged))).isEqualTo(merged);
        assertThat(merged).isNotEqualTo(new LarderConfiguration<>().withDefaults(full()));
    }

    @Test
    void withDefaults_limitInTheOtherUnit_keepsOneLimit() {
        assertThat(configuration.setMaxBytes(1000).withDefaults(full()).getCapacity())
                .isEqualTo(Capacity.bytes(1000));
    }

    @Test
    void expiryPolicyFactory_setToNull_isLeftOpen() {
        configuration.setTimeToLive(Duration.ofSeconds(1)).setExpiryPolicyFactory(null);

        assertThat(configuration).isEqualTo(new LarderConfiguration<>());
    }

    @Test
    void copy_ofStandardConfiguration_leavesOpenWhatHasTheStandardsDefault() {
        MutableConfiguration<Object, Object> bare = new MutableConfiguration<>();
        assertThat(new LarderConfiguration<>(bare)).isEqualTo(new LarderConfiguration<>());

        MutableConfiguration<Object, Object> set = new MutableConfiguration<>()
                .setStoreByValue(false)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE));
        LarderConfiguration<Object, Object> opposite = new LarderConfiguration<>()
                .setStoreByValue(true)
                .setStatisticsEnabled(false)
                .setManagementEnabled(false)
                .setTimeToLive(Duration.ofHours(1));
        LarderConfiguration<Object, Object> merged = new LarderConfiguration<>(set).withDefaults(opposite);
        assertThat(merged.isStoreByValue()).isFalse();
        assertThat(merged.isStatisticsEnabled()).isTrue();
        assertThat(merged.isManagementEnabled()).isTrue();
        assertThat(merged.getExpiryPolicyFactory()).isEqualTo(set.getExpiryPolicyFactory());
    }

    @Test
    void copy_ofLarderConfiguration_isEqualAndApart() {
        LarderConfiguration<Object, Object> original = full();
        LarderConfiguration<Object, Object> copy = new LarderConfiguration<>(original);

        assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original);
        original.setMaxEntries(6);
        assertThat(copy).isEqualTo(full()).isNotEqualTo(original);
    }

    @Test
    void copyOf_barestConfiguration_takesTypesAndStoreByValue() {
        LarderConfiguration<String, Integer> copy = LarderConfiguration.copyOf(barest(false));

        assertThat(copy.getKeyType()).isEqualTo(String.class);
        assertThat(copy.getValueType()).isEqualTo(Integer.class);
        assertThat(copy)
                .isEqualTo(configuration.setTypes(String.class, Integer.class).setStoreByValue(false));
        assertThat(LarderConfiguration.copyOf(barest(true)))
                .isEqualTo(new LarderConfiguration<String, Integer>().setTypes(String.class, Integer.class));
    }

    @Test
    void serialization_fullConfiguration_comesBackEqual() throws Exception {
        LarderConfiguration<Object, Object> original = full().setWeigherFactory(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(original);
        }
    }

    private static LarderConfiguration<Object, Object> full() {
        return new LarderConfiguration<>()
                .setReadThrough(true)
                .setWeigherFactory(WEIGHER)
                .setMaxEntries(5)
                .setMaxEntryBytes(50)
                .setEvictionPolicy("arc")
                .setTimeToLive(Duration.ofMinutes(1))
                .setExpiryJitter(0.5)
                .setRefreshAhead(0.25)
                .setMetadataEnabled(true)
                .setStoreByValue(false)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true);
    }

    private static Configuration<String, Integer> barest(boolean byValue) {
        return new Configuration<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Class<String> getKeyType() {
                return String.class;
            }

            @Override
            public Class<Integer> getValueType() {
                return Integer.class;
            }

            @Override
            public boolean isStoreByValue() {
                return byValue;
            }
        };
    }
}
