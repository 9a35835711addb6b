package lsp.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import wpipe.api.Connection;

/** Asks a {@link LanguageServer}, and takes what it says unasked, on a thread that does nothing but read. */
final class Editor {
    private final Frames frames;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final CountDownLatch diagnostics;
    private int lastId;

    /**
     * Begins to read.
     *
     * @param connection where the server is
     * @param expected how many diagnostics to wait for
     */
    Editor(Connection connection, int expected) {
        frames = new Frames(connection);
        diagnostics = new CountDownLatch(expected);
        Thread thread = new Thread(this::read, "editor");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            JsonNode message;
            while ((message = frames.read()) != null) {
                if (message.has("id")) {
                    asked.remove(message.path("id").asInt()).complete(message.path("result"));
                } else {
                    System.out.println("diagnostics: " + message.at("/params/diagnostics"));
                    diagnostics.countDown();
                }
            }
        } catch (IOException e) {
            asked.values().forEach(reply -> reply.completeExceptionally(e));
        }
    }

    /** Sends a request; the reply comes when it comes. */
    CompletableFuture<JsonNode> ask(String method, JsonNode params) throws IOException {
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        int id = ++lastId;
        asked.put(id, reply);
        frames.write(message(method, params).put("id", id));
        return reply;
    }

    /** Sends what has no reply. */
    void tell(String method, JsonNode params) throws IOException {
        frames.write(message(method, params));
    }

    private static ObjectNode message(String method, JsonNode params) {
        ObjectNode message =
                Frames.JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        return message.set("params", params);
    }

    boolean awaitDiagnostics() throws InterruptedException {
        return diagnostics.await(60, TimeUnit.SECONDS);
    }
}
