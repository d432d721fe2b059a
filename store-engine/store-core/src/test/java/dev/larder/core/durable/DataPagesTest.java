package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.DataDirectory;
import dev.larder.store.DirectoryReport;
import dev.larder.store.DiskConfig;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.StoreProvider;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/persistence.md and docs/data-tools.md do what the pages say; that they stand there is seen elsewhere. */
@Timeout(60)
class DataPagesTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../docs/data-tools.md");
    private static final Pattern COMMAND = Pattern.compile("```sh\n(java -cp .*)\n```");

    @TempDir
    private Path parent;

    @Test
    void start_runTwice_findsWhatTheFirstRunPut() {
        Path directory = parent.resolve("data");
        PersistenceSnippets.start(directory);
        PersistenceSnippets.start(directory);

        try (Store store = Store.open(
                StoreConfig.builder().disk(DiskConfig.at(directory).build()).build())) {
            assertThat(store.<String, String>create(
                                    "users",
                                    KeyspaceConfig.<String, String>builder()
                                            .persistence(Persistence.hybrid())
                                            .build())
                            .get("ann"))
                    .isEqualTo("Ann Smith, again");
            PersistenceSnippets.backUp(store, parent.resolve("backup"));
        }
        assertThat(DataDirectory.at(parent.resolve("backup")).inspect().keyspaces())
                .hasSize(1);
    }

    @Test
    void repairIfNeeded_damagedDirectory_tellsAndRepairs() throws IOException {
        Path directory = parent.resolve("data");
        PersistenceSnippets.start(directory);
        try (Stream<Path> files = Files.list(directory)) {
            Path log = files.filter(file -> file.getFileName().toString().startsWith("log-"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(log);
            bytes[4096 + 14] ^= 1;
            Files.write(log, bytes);
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        PersistenceSnippets.repairIfNeeded(
                directory, parent.resolve("aside"), new PrintStream(told, true, StandardCharsets.UTF_8));

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("is damaged at byte 4096", "are given up");
        DirectoryReport after = DataDirectory.at(directory).verify();
        assertThat(after.damage()).isEmpty();
    }

    @Test
    void command_asThePageWritesIt_inspectsTheDirectory() throws Exception {
        Path directory = parent.resolve("data");
        PersistenceSnippets.start(directory);
        Matcher written = COMMAND.matcher(Files.readString(PAGE));
        assertThat(written.find()).as("a command in %s", PAGE).isTrue();
        String command = written.group(1)
                .replace("larder-core.jar", placeOf(DurableStore.class))
                .replace("larder-api.jar", placeOf(StoreProvider.class))
                .replace("jctools-core.jar", placeOf(MpscUnboundedArrayQueue.class))
                .replace(":", File.pathSeparator)
                .replace("/var/lib/shop", directory.toString());
        List<String> words = List.of(command.split(" "));
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()),
                                words.stream().skip(1))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("Directory " + directory, "'users' HYBRID", "Log file");
    }

    private static String placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
