package dev.larder.store.spi.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TierSettingsTest {
    private static final List<String> KNOWN = List.of("block-cache", "max-open-files", "sync");

    @Test
    void read_nothingSet_answersTheDefaults() {
        TierSettings settings = settings(Map.of());

        assertThat(settings.bytes("block-cache", 7)).isEqualTo(7);
        assertThat(settings.count("max-open-files", 8)).isEqualTo(8);
        assertThat(settings.word("sync", List.of("batch", "interval"))).isEqualTo("batch");
    }

    @Test
    void read_set_answersWhatIsWritten() {
        TierSettings settings = settings(Map.of("block-cache", "2MB", "max-open-files", "10", "sync", "interval"));

        assertThat(settings.bytes("block-cache", 7)).isEqualTo(2 << 20);
        assertThat(settings.count("max-open-files", 8)).isEqualTo(10);
        assertThat(settings.word("sync", List.of("batch", "interval"))).isEqualTo("interval");
    }

    @Test
    void create_unknownName_guessesWhatWasMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("block-cash", "1MB")))
                .withMessage(
                        "The tier rocksdb has no setting 'block-cash'; did you mean 'block-cache'? Known: block-cache,"
                                + " max-open-files, sync");
    }

    @Test
    void read_badValue_namesTheSettingAndWhatIsExpected() {
        TierSettings settings =
                settings(Map.of("block-cache", "64", "max-open-files", "5000000000", "sync", "sometimes"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.bytes("block-cache", 7))
                .withMessageStartingWith("The setting 'block-cache' of the tier rocksdb must have a unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.count("max-open-files", 8))
                .withMessage("The setting 'max-open-files' of the tier rocksdb must be at most 2147483647, found"
                        + " '5000000000'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.word("sync", List.of("batch", "interval")))
                .withMessage(
                        "The setting 'sync' of the tier rocksdb must be one of batch, interval, found 'sometimes'");
    }

    private static TierSettings settings(Map<String, String> texts) {
        return new TierSettings("rocksdb", KNOWN, texts);
    }
}
