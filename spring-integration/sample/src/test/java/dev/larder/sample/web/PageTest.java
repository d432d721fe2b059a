package dev.larder.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.sample.EmptyCaches;
import dev.larder.sample.RunningSample;
import dev.larder.sample.browser.Chromium;
import dev.larder.sample.browser.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a real browser; pictures of it are kept in {@code target/screenshots}. */
@RunningSample
class PageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final String address;
    private final EmptyCaches caches;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path profile;

    @SuppressWarnings("NullAway.Init")
    private Chromium browser;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @Autowired
    PageTest(@LocalServerPort int port, EmptyCaches caches) {
        this.address = "http://127.0.0.1:" + port + "/";
        this.caches = caches;
    }

    @BeforeEach
    void openPage() throws IOException {
        Optional<Path> program = Chromium.find();
        assumeTrue(
                program.isPresent(),
                "SKIPPED: the page is tested in Chromium, and none is installed. Install it (Debian: apt-get install"
                        + " chromium) and run the tests again.");
        caches.clearAll();
        browser = Chromium.start(program.orElseThrow(), profile);
        page = browser.open(address, 1280, 1000);
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void search_twiceThenClearedThenAgain_showsWhereEachAnswerCameFrom() throws IOException {
        search("left arrow");
        waitForAnswers(2);
        assertThat(source()).isEqualTo("database");
        assertThat(page.text("#summary")).contains("left arrow");
        assertThat(page.text("#results li:first-child .name")).isEqualToIgnoringCase("leftwards arrow");

        page.pressEnter();
        waitForAnswers(4);
        assertThat(source()).isEqualTo("cache");
        assertThat(page.text("#search-receipt")).contains("no query sent").contains("ms");

        page.click("[aria-label=\"Clear searches\"]");
        page.waitUntil("document.querySelector('#cache-message').innerText.includes('searches is empty')");
        assertThat(page.text("#cache-message"))
                .isEqualTo("searches is empty; the next question goes to the second level, or to the database.");
        page.click("#search button[type=submit]");
        waitForAnswers(6);
        assertThat(source()).isEqualTo("second level");
        page.waitUntil("/with caching off [\\d.]+ ms · 2 queries sent/"
                + ".test(document.querySelector('#search-receipt').innerText)");

        page.click("[aria-label=\"Clear searches\"]");
        page.click("#clear-second-level");
        page.waitUntil("document.querySelector('#second-level-message').innerText.includes('is empty')");
        page.click("#search button[type=submit]");
        waitForAnswers(8);
        assertThat(source()).isEqualTo("database");
        assertThat(page.evaluate("document.querySelector('#facets-receipt').dataset.source")
                        .asString())
                .isEqualTo("cache");
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void burst_withAndWithoutCaches_movesTheCharts() throws IOException {
        search("heart");
        waitForAnswers(2);
        page.waitUntil("document.querySelectorAll('#saved-chart path').length > 0");
        assertThat(page.evaluate("document.querySelector('#saved-chart').getAttribute('aria-label')")
                        .asString())
                .contains("estimated");
        String before = chart("#entries-chart");
        long savedBefore = number("#saved");

        page.evaluate("document.querySelector('#burst-size').value = '500'");
        page.click("#burst [value=ALL]");
        page.waitUntil("!!document.querySelector('#bursts [data-caching=ALL]')");
        page.waitUntil("+document.querySelector('#saved').innerText.replace(/\\D/g, '') > " + savedBefore);
        page.click("#burst [value=SECOND_LEVEL]");
        page.waitUntil("!!document.querySelector('#bursts [data-caching=SECOND_LEVEL]')");
        page.click("#burst [value=NONE]");
        page.waitUntil("!!document.querySelector('#bursts [data-caching=NONE]')");

        assertThat(chart("#entries-chart")).isNotEqualTo(before);
        assertThat(number("#entries")).isGreaterThan(2);
        assertThat(page.text("#hit-ratio")).endsWith("%");
        assertThat(page.text("#bursts [data-caching=ALL]"))
                .contains("searches/s")
                .contains("from a cache");
        assertThat(page.text("#bursts [data-caching=NONE]")).contains("0 from a cache, 0 from the second level");
        assertThat(number("[data-region=CharacterRow] .hits")).isPositive();
        assertThat(page.text("#burst-medians"))
                .matches("(?s)[\\d.]+ ms with all caches [\\d.]+ ms with the second level [\\d.]+ ms with no cache.*");
        assertThat(page.errors()).isEmpty();
        page.click("#search button[type=submit]");
        waitForAnswers(4);
        page.screenshot(SCREENSHOTS.resolve("desktop-light.png"));
        page.preferDark(true);
        page.screenshot(SCREENSHOTS.resolve("desktop-dark.png"));
        page.resize(390, 844);
        page.preferDark(false);
        page.screenshot(SCREENSHOTS.resolve("phone-light.png"));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("no sideways scrolling on a phone")
                .isTrue();
    }

    @Test
    void burst_whileItRuns_showsTheElapsedSecondsAndThenTheMedian() {
        page.evaluate("{ const real = fetch; window.fetch = (path, options) => path.startsWith('api/bursts')"
                + " ? new Promise(go => window.letBurstGo = go).then(() => real(path, options))"
                + " : real(path, options); }");
        page.evaluate("document.querySelector('#burst-size').value = '500'");

        page.click("#burst [value=ALL]");
        page.waitUntil("/Running… [0-9]+\\.[0-9] s/.test(document.querySelector('#bursts').innerText)");
        page.evaluate("window.letBurstGo()");
        page.waitUntil("!!document.querySelector('#bursts [data-caching=ALL]')");

        assertThat(page.text("#bursts [data-caching=ALL] .median")).endsWith(" ms");
        assertThat(page.text("#bursts")).doesNotContain("Running");
        assertThat(page.evaluate("document.querySelector('#burst-medians').hidden")
                        .asBoolean())
                .as("nothing to compare yet")
                .isTrue();
    }

    @Test
    void search_thenReloadedOrComeBackTo_isShownAgain() {
        search("greek small letter");
        waitForAnswers(2);
        page.click("#next");
        waitForAnswers(4);
        assertThat(page.evaluate("location.search").asString()).isEqualTo("?text=greek+small+letter&page=1");

        page.reload();
        waitForAnswers(2);
        assertThat(page.text("#page-number")).startsWith("Page 2");
        assertThat(source()).isEqualTo("cache");

        search("U+2603");
        waitForAnswers(4);
        page.visit("about:blank");
        page.goBack();
        page.waitUntil("document.querySelector('#summary').innerText.includes('snowman')");
        assertThat(page.evaluate("document.querySelector('#text').value").asString())
                .isEqualTo("U+2603");
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void search_withoutText_showsTheReasonAndGoesOn() {
        page.click("#search button[type=submit]");
        page.waitUntil("!document.querySelector('#problem').hidden");
        assertThat(page.text("#problem")).contains("Nothing to search for");

        search("x".repeat(61));
        page.waitUntil("document.querySelector('#problem').innerText.includes('at most 60')");

        search("zzzz");
        waitForAnswers(2);
        assertThat(page.text("#results")).contains("No name has all these words");
        assertThat(page.evaluate("document.querySelector('#problem').hidden").asBoolean())
                .isTrue();
    }

    @Test
    void character_openedFromItsCard_showsItsDetailsAndCloses() throws IOException {
        search("U+2665");
        waitForAnswers(2);
        page.click("#results li:first-child button");
        page.waitUntil("document.querySelector('#detail').open");

        assertThat(page.text("#detail-name")).isEqualTo("BLACK HEART SUIT");
        assertThat(page.text("#detail .facts")).contains("E2 99 A5").contains("&#x2665;");
        assertThat(page.evaluate("document.querySelector('#detail .receipt').dataset.source")
                        .asString())
                .isEqualTo("database");
        assertThat(page.text("#like")).isEqualTo("Like · 0");
        page.click("#like");
        page.waitUntil("document.querySelector('#like').innerText === 'Like · 1'");
        page.screenshot(SCREENSHOTS.resolve("detail.png"));
        page.pressEscape();
        page.waitUntil("!document.querySelector('#detail').open");
        assertThat(page.errors()).isEmpty();
    }

    private void search(String text) {
        page.type("#text", text);
        page.pressEnter();
    }

    private void waitForAnswers(int count) {
        page.waitUntil("document.querySelectorAll('#answers li:not(.note)').length >= " + count);
    }

    private String source() {
        return page.evaluate("document.querySelector('#search-receipt').dataset.source")
                .asString();
    }

    private String chart(String selector) {
        return page.evaluate("document.querySelector('" + selector + "').innerHTML")
                .asString();
    }

    private long number(String selector) {
        return Long.parseLong(page.text(selector).replaceAll("\\D", ""));
    }
}
