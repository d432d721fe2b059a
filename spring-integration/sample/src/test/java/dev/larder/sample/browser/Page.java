package dev.larder.sample.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A page of a browser, used as a person would: by mouse and keyboard, and by what is seen. */
public final class Page {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final DevTools devTools;
    private final String session;

    private Page(DevTools devTools, String session) {
        this.devTools = devTools;
        this.session = session;
    }

    static Page open(DevTools devTools, String address, int width, int height) {
        String target = devTools.send(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString();
        String session = devTools.send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        Page page = new Page(devTools, session);
        page.send("Runtime.enable", Map.of());
        page.send("Log.enable", Map.of());
        page.resize(width, height);
        page.visit(address);
        return page;
    }

    /** Goes to an address and waits until it has loaded. */
    public void visit(String address) {
        send("Page.navigate", Map.of("url", address));
        waitUntilArrived("location.href === " + quoted(address));
    }

    /** Loads the page anew and waits until it has loaded. */
    public void reload() {
        evaluate("window.isOfBeforeReload = true");
        send("Page.reload", Map.of());
        waitUntilArrived("!window.isOfBeforeReload");
    }

    /** Goes back to where the browser was before and waits until it is there. */
    public void goBack() {
        String address = evaluate("location.href").asString();
        evaluate("setTimeout(() => history.back())"); // after the answer, which the going away would lose
        waitUntilArrived("location.href !== " + quoted(address));
    }

    /** Makes the window as large as given, in CSS pixels. */
    public void resize(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Shows the page as somebody sees it who prefers dark or light colours. */
    public void preferDark(boolean dark) {
        var feature = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Moves the mouse to the middle of an element and clicks. */
    public void click(String selector) {
        waitUntil("!!" + find(selector) + " && !" + find(selector) + ".disabled");
        JsonNode middle = evaluate("(() => { const element = " + find(selector)
                + "; element.scrollIntoView({ block: 'center' }); const box = element.getBoundingClientRect();"
                + " return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            middle.path("x").asDouble(),
                            "y",
                            middle.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Replaces what a field holds by typing. */
    public void type(String selector, String text) {
        evaluate(find(selector) + ".select()");
        press("Backspace", 8, "");
        send("Input.insertText", Map.of("text", text));
    }

    public void pressEnter() {
        press("Enter", 13, "\r");
    }

    public void pressEscape() {
        press("Escape", 27, "");
    }

    /** The visible text of an element, which must exist. */
    public String text(String selector) {
        return evaluate(find(selector) + ".innerText").asString("");
    }

    /** Waits until a JavaScript condition holds. */
    public void waitUntil(String condition) {
        await(condition).atMost(DEADLINE).until(() -> evaluate(condition).asBoolean(false));
    }

    /**
     * The value of a JavaScript expression.
     *
     * @throws IllegalStateException if it throws
     */
    public JsonNode evaluate(String expression) {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + " failed: " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Errors that the page's scripts threw, or that the browser logged for it. */
    public List<String> errors() {
        return Stream.concat(
                        devTools.events("Runtime.exceptionThrown").stream(),
                        devTools.events("Log.entryAdded").stream().filter(event -> event.at("/params/entry/level")
                                .asString("")
                                .equals("error")))
                .map(JsonNode::toString)
                .toList();
    }

    /** Writes a picture of the whole page, beyond what fits the window. */
    public void screenshot(Path file) throws IOException {
        JsonNode picture = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asString()));
    }

    /** Asks again where the answer got lost because the page went away. */
    private void waitUntilArrived(String condition) {
        await(condition)
                .atMost(DEADLINE)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> evaluate(condition + " && document.readyState === 'complete'")
                        .asBoolean(false));
    }

    private void press(String key, int keyCode, String text) {
        for (String type : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key,
                            "windowsVirtualKeyCode",
                            keyCode,
                            "text",
                            type.equals("keyDown") ? text : ""));
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return devTools.send(session, method, parameters);
    }

    private static String find(String selector) {
        return "document.querySelector(" + quoted(selector) + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
