package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.durable.RecordWriter.Traits;
import dev.larder.store.CodecConfig;
import dev.larder.store.EntryView;
import dev.larder.store.spi.ByteSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Holds the examples of docs/formats/records.md against the code. */
class RecordsPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).resolve("../../docs/formats/records.md");
    private static final long DEADLINE_MILLIS = 1_717_243_200_000L;

    private final EntryCodec codec =
            EntryCodec.of(CodecConfig.defaults(), getClass().getClassLoader());
    private final Traits plain = new Traits(EntryView.NEVER, false, false, 0);
    private final Traits all = new Traits(DEADLINE_MILLIS, true, true, DEADLINE_MILLIS);

    @Test
    void examples_ofThePage_areWhatIsWritten() throws IOException {
        assertStands("put", sink -> RecordWriter.put(sink, 3, plain, codec, "a", "b", null));
        assertStands("put with all", sink -> RecordWriter.put(sink, 300, all, codec, "a", "b", null));
        assertStands("remove", sink -> RecordWriter.remove(sink, 3, codec, "a"));
        assertStands(
                "touch", sink -> RecordWriter.touch(sink, 3, new Traits(DEADLINE_MILLIS, true, false, 0), codec, "a"));
        assertStands("clear", sink -> RecordWriter.clear(sink, 3));
        assertStands("batch", sink -> {
            RecordWriter.beginBatch(sink);
            int put = RecordWriter.beginPart(sink);
            RecordWriter.put(sink, 3, plain, codec, "a", "b", null);
            RecordWriter.endPart(sink, put);
            int removal = RecordWriter.beginPart(sink);
            RecordWriter.remove(sink, 3, codec, "c");
            RecordWriter.endPart(sink, removal);
        });
        assertStands("entry", sink -> RecordWriter.entry(sink, 34, plain, codec, "a", "b"));
        assertStands("tier", sink -> RecordWriter.tierRecord(sink, 34, plain, codec, "a", "b", null));
    }

    private static void assertStands(String example, Consumer<ByteSink> writing) throws IOException {
        ByteSink sink = new ByteSink(64);
        writing.accept(sink);
        String hex = HexFormat.ofDelimiter(" ").formatHex(sink.array(), 0, sink.length());
        assertThat(Files.readString(PAGE)).contains("| " + example + " | `" + hex + "` |");
    }
}
