package lsp.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import wpipe.api.Connection;

/**
 * Answers requests, and speaks when it likes: what it finds in a document comes from a thread of its own, while it answers
 * other requests.
 */
final class LanguageServer {
    private final Frames frames;

    LanguageServer(Connection connection) {
        frames = new Frames(connection);
    }

    /** Serves one editor until it goes. */
    void run() throws IOException {
        ExecutorService analysis = Executors.newSingleThreadExecutor();
        try {
            JsonNode message;
            while ((message = frames.read()) != null) {
                JsonNode id = message.path("id");
                JsonNode params = message.path("params");
                switch (message.path("method").asText()) {
                    case "initialize" -> initialize(reply(id));
                    case "textDocument/didOpen" -> {
                        JsonNode document = params.path("textDocument");
                        analysis.execute(() -> analyse(document));
                    }
                    case "textDocument/hover" -> hover(reply(id), params);
                    case "shutdown" -> frames.write(reply(id).putNull("result"));
                    case "exit" -> {
                        return;
                    }
                    default -> throw new IOException("no such method: " + message);
                }
            }
        } finally {
            analysis.shutdown();
        }
    }

    private static ObjectNode reply(JsonNode id) {
        return Frames.JSON.createObjectNode().put("jsonrpc", "2.0").set("id", id);
    }

    private void initialize(ObjectNode reply) throws IOException {
        reply.putObject("result").putObject("capabilities").put("hoverProvider", true);
        frames.write(reply);
    }

    private void hover(ObjectNode reply, JsonNode params) throws IOException {
        int line = params.path("position").path("line").asInt();
        reply.putObject("result").put("contents", "line " + line);
        frames.write(reply);
    }

    /** Tells of each line with something left to do, one notification after the other. */
    private void analyse(JsonNode document) {
        String[] lines = document.path("text").asText().split("\n");
        try {
            for (int line = 0; line < lines.length; line++) {
                if (lines[line].contains("TODO")) {
                    ObjectNode notification = Frames.JSON
                            .createObjectNode()
                            .put("jsonrpc", "2.0")
                            .put("method", "textDocument/publishDiagnostics");
                    ObjectNode params = notification.putObject("params");
                    params.set("uri", document.path("uri"));
                    params.putArray("diagnostics").addObject().put("line", line).put("message", lines[line].strip());
                    frames.write(notification);
                }
            }
        } catch (IOException e) {
            System.out.println("the editor has gone: " + e.getMessage());
        }
    }
}
