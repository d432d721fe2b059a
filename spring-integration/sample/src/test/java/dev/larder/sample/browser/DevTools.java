package dev.larder.sample.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A connection to a browser by the Chrome DevTools Protocol: commands with numbered answers, and events.
 *
 * <p>Safe from any thread; {@link #send} waits for the answer.
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final long DEADLINE_SECONDS = 30;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder partialMessage = new StringBuilder();
    private final CompletableFuture<WebSocket> socket;

    private DevTools(URI address) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this);
    }

    static DevTools connect(URI address) {
        DevTools devTools = new DevTools(address);
        waitFor(devTools.socket, "a connection to " + address);
        return devTools;
    }

    /**
     * Sends a command and waits for its result.
     *
     * @param session the page's session, or null for the browser itself
     * @throws IllegalStateException if the browser refuses the command or does not answer
     */
    JsonNode send(@Nullable String session, String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        var command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        awaited.put(id, answer);
        waitFor(socket.thenCompose(open -> open.sendText(JSON.writeValueAsString(command), true)), "sending " + method);
        JsonNode message = waitFor(answer, method);
        if (message.has("error")) {
            throw new IllegalStateException(method + " was refused: " + message.get("error"));
        }
        return message.path("result");
    }

    /** Events of a kind that arrived so far, oldest first. */
    List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> method.equals(event.path("method").asString("")))
                .toList();
    }

    @Override
    public CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
        partialMessage.append(part);
        if (last) {
            JsonNode message = JSON.readTree(partialMessage.toString());
            partialMessage.setLength(0);
            CompletableFuture<JsonNode> answer =
                    awaited.remove(message.path("id").asInt(0));
            if (answer == null) {
                events.add(message);
            } else {
                answer.complete(message);
            }
        }
        open.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        var unused = socket.thenAccept(WebSocket::abort);
    }

    private static <T> T waitFor(CompletableFuture<T> future, String what) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("The browser failed at: " + what, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for: " + what, interrupted);
        }
    }
}
