package dev.larder.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The executable jar as {@code java -jar} starts it, in a folder without any file: classes, service files and settings
 * are in jars within the jar there, which only Spring Boot's own class loader finds. What the jar prints is kept in
 * {@code target/executable-jar.log}.
 */
class ExecutableJarIT {
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(30);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final Pattern ADDRESS = Pattern.compile("is ready: (http://localhost:[0-9]+)/");
    private static final Path OUTPUT = Path.of("target", "executable-jar.log");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path emptyFolder;

    @SuppressWarnings("NullAway.Init")
    private Process process;

    @BeforeEach
    void start() throws IOException {
        String jar = System.getProperty("sample.jar");
        assumeTrue(jar != null, "SKIPPED: the jar is packaged and its path handed in by 'mvn verify'.");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar,
                        "--server.port=0",
                        "--larder.segment-size=1MB")
                .directory(emptyFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process == null) {
            return; // it did not start
        }
        process.destroy();
        if (!process.waitFor(END_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void searches_inTheExecutableJar_areCachedAndCounted() throws Exception {
        String address = awaitAddress();

        for (int times = 0; times < 3; times++) {
            get(address + "/api/search?text=umbrella");
        }

        assertThat(get(address + "/actuator/larder")
                        .at("/caches/searches/entries")
                        .asInt())
                .isEqualTo(1);
        assertThat(gets(address, "hit")).isEqualTo(2);
        assertThat(gets(address, "miss")).isEqualTo(1);
    }

    @Test
    void killedAndStartedAgain_caches_areWarmAndSaySo() throws Exception {
        String address = awaitAddress();
        for (String word : List.of("umbrella", "snowman", "anchor")) {
            get(address + "/api/search?text=" + word);
        }
        JsonNode answer = get(address + "/api/search?text=snowman").path("value");
        assertThat(Files.readString(OUTPUT)).contains("The caches start empty");

        process.destroyForcibly().waitFor();
        start();
        String addressAfterwards = awaitAddress();

        await("the caches to be read").atMost(ANSWER_DEADLINE).until(() -> Files.readString(OUTPUT)
                .contains("The caches are warm: 3 entries are here"));
        JsonNode again = get(addressAfterwards + "/api/search?text=snowman");
        assertThat(again.at("/receipt/source").asString()).isEqualTo("CACHE");
        assertThat(again.path("value")).isEqualTo(answer);
        assertThat(get(addressAfterwards + "/actuator/larder")
                        .at("/store/disk/recoveredRecords")
                        .asInt())
                .isPositive();
    }

    private String awaitAddress() {
        return await("the jar to start, see " + OUTPUT)
                .atMost(START_DEADLINE)
                .failFast("the jar ended, see " + OUTPUT, () -> !process.isAlive())
                .until(ExecutableJarIT::printedAddress, address -> !address.isEmpty());
    }

    private static String printedAddress() throws IOException {
        Matcher found = ADDRESS.matcher(Files.readString(OUTPUT));
        return found.find() ? found.group(1) : "";
    }

    private double gets(String address, String result) throws Exception {
        return get(address + "/actuator/metrics/cache.gets?tag=cache:searches&tag=result:" + result)
                .at("/measurements/0/value")
                .asDouble();
    }

    private JsonNode get(String uri) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(ANSWER_DEADLINE).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(uri).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
