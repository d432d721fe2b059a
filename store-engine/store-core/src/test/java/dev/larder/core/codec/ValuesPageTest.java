package dev.larder.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.CodecConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/formats/values.md against the code. */
class ValuesPageTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../docs/formats/values.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| .* \\| `(010100 [0-9a-f ]+)` is `.*` \\|$");

    @Test
    void examples_ofThePage_areReadAlikeByAStrangerAndByLarder() throws IOException {
        EntryCodec larder = EntryCodec.of(CodecConfig.defaults(), getClass().getClassLoader());
        List<MatchResult> rows = ROW.matcher(Files.readString(PAGE)).results().toList();

        assertThat(rows).hasSizeGreaterThan(40);
        for (MatchResult row : rows) {
            byte[] frame = bytes(row.group(2));
            assertThat(frame[3]).isEqualTo(Byte.parseByte(row.group(1)));
            assertThat(larder.deserialize(frame)).as(row.group()).isEqualTo(new StrangersReader(frame).value());
        }
    }

    @Test
    void types_all_haveARow() throws IOException {
        String page = Files.readString(PAGE);
        for (int tag = 0; tag < 256; tag++) {
            if (JdkTypes.of(tag) != null || tag == JdkTypes.OPTIONAL) {
                assertThat(page).contains("\n| " + tag + " | ");
            }
        }
    }

    @Test
    void values_ofAllTypes_areReadByAStranger() {
        for (Map.Entry<Object, String> valueAndHex : JdkValues.HEX_BY_VALUE.entrySet()) {
            assertThat(new StrangersReader(bytes(valueAndHex.getValue())).value())
                    .isEqualTo(valueAndHex.getKey());
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
