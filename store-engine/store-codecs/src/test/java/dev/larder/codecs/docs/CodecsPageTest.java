package dev.larder.codecs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.codecs.docs.CodecSnippets.Item;
import dev.larder.codecs.docs.CodecSnippets.Order;
import dev.larder.codecs.docs.CodecSnippets.Point;
import dev.larder.codecs.docs.CodecSnippets.Report;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.ValueFormat;
import org.junit.jupiter.api.Test;

/** The snippets of docs/codecs.md do what the page says; that they stand there is seen by the test of all pages. */
class CodecsPageTest {
    @Test
    void snippets_run_asThePageSays() {
        Order order = new Order(1, new Item("tea", 5));
        assertThat(CodecSnippets.helpers(CodecSnippets.settings(), order)).isEqualTo(order);

        ValueFormat choosing = ValueFormat.of(CodecSnippets.choice());
        assertThat(choosing.deserialize(choosing.serialize(new Report("May")))).isEqualTo(new Report("May"));

        try (Store store = Store.open(StoreConfig.builder().build())) {
            Keyspace<String, Report> reports = store.create("reports", KeyspaceConfig.defaults());
            CodecSnippets.onePut(reports, new Report("May"));
            assertThat(reports.get("q3")).isEqualTo(new Report("May"));
        }

        ValueFormat custom = ValueFormat.of(CodecSnippets.custom());
        byte[] bytes = custom.serialize(new Point(1, -2));
        assertThat(bytes).containsExactly(100, 1, 0, 1, 0, 0, 0, -2, -1, -1, -1);
        assertThat(custom.deserialize(bytes)).isEqualTo(new Point(1, -2));
    }
}
