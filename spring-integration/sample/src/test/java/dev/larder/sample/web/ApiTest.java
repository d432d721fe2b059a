package dev.larder.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.sample.RunningSample;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

@RunningSample
class ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MockMvcTester mvc;

    @Autowired
    ApiTest(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void search_askedTwice_saysDatabaseThenCache() {
        assertThat(mvc.delete().uri("/api/caches/searches")).hasStatusOk();
        assertThat(mvc.delete().uri("/api/second-level")).hasStatusOk();

        assertThat(mvc.get().uri("/api/search?text=umbrella"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying(
                        "$.receipt.source", source -> assertThat(source).isEqualTo("DATABASE"))
                .hasPathSatisfying(
                        "$.value.characters[0].name", name -> assertThat(name).isEqualTo("UMBRELLA"))
                .hasPathSatisfying("$.value.characters[0].glyph", glyph -> assertThat(glyph)
                        .isEqualTo("\u2602"));
        assertThat(mvc.get().uri("/api/search?text=umbrella"))
                .bodyJson()
                .hasPathSatisfying(
                        "$.receipt.source", source -> assertThat(source).isEqualTo("CACHE"))
                .hasPathSatisfying(
                        "$.receipt.statementCount", sent -> assertThat(sent).isEqualTo(0));
    }

    @Test
    void search_withCachingOff_saysDatabaseEachTime() {
        for (int times = 0; times < 2; times++) {
            assertThat(mvc.get().uri("/api/search?text=umbrella&caching=NONE"))
                    .bodyJson()
                    .hasPathSatisfying(
                            "$.receipt.source", source -> assertThat(source).isEqualTo("DATABASE"));
        }
    }

    @Test
    void like_aCharacter_isInItsNextAnswer() {
        assertThat(mvc.get().uri("/api/characters/9731")).hasStatusOk();
        assertThat(mvc.post().uri("/api/characters/9731/likes"))
                .hasStatusOk()
                .bodyText()
                .satisfies(likes -> assertThat(mvc.get().uri("/api/characters/9731"))
                        .bodyJson()
                        .extractingPath("$.value.likes")
                        .asNumber()
                        .isEqualTo(Integer.parseInt(likes)));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/search?text=, 400, Nothing to search for",
        "/api/search, 400, Required parameter 'text'",
        "/api/search?text=heart&page=x, 400, page",
        "/api/search?text=heart&page=1000, 400, Page 1000 does not exist",
        "/api/characters/57344, 404, U+E000",
        "/api/characters/none, 400, codePoint",
        "/api/characters/65?caching=SOME, 400, caching",
        "/api/facets?text=%20, 400, Nothing to search for"
    })
    void get_badInput_isRefusedWithAReason(String uri, int status, String reason) {
        assertThat(mvc.get().uri(URI.create(uri)))
                .hasStatus(status)
                .bodyJson()
                .hasPathSatisfying(
                        "$.detail", detail -> assertThat(detail).asString().contains(reason));
    }

    @Test
    void clear_unknownCache_isNotFound() {
        assertThat(mvc.delete().uri("/api/caches/cellar")).hasStatus(404);
    }

    @Test
    void burst_tooLarge_isRefusedWithTheBounds() {
        assertThat(mvc.post().uri("/api/bursts?requests=20001"))
                .hasStatus(400)
                .bodyJson()
                .hasPathSatisfying(
                        "$.detail", detail -> assertThat(detail).asString().contains("20000"));
    }

    @Test
    void actuator_health_isUp() {
        assertThat(mvc.get().uri("/actuator/health"))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.status", status -> assertThat(status).isEqualTo("UP"));
    }

    @Test
    void actuator_cacheMetrics_countTheSearchesAndNothingElse() throws IOException {
        assertThat(mvc.delete().uri("/api/caches/searches")).hasStatusOk();
        double hitsBefore = gets("hit");
        double missesBefore = gets("miss");

        for (int times = 0; times < 5; times++) {
            assertThat(mvc.get().uri("/api/search?text=lighthouse")).hasStatusOk();
            assertThat(mvc.get().uri("/api/caches")).hasStatusOk();
        }
        assertThat(mvc.get().uri("/api/search?text=comet")).hasStatusOk();

        assertThat(gets("hit") - hitsBefore).isEqualTo(4);
        assertThat(gets("miss") - missesBefore).isEqualTo(2);
    }

    private double gets(String result) throws IOException {
        String metric = mvc.get()
                .uri("/actuator/metrics/cache.gets?tag=cache:searches&tag=result:{result}", result)
                .exchange()
                .getResponse()
                .getContentAsString();
        return JSON.readTree(metric).at("/measurements/0/value").asDouble();
    }
}
