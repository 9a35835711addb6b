package lsp.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** A language server in one thread, its editor in others, over one pipe that carries a stream of bytes each way. */
public final class Main {
    private static final int LINES = 20;
    private static final int HOVERS = 50;

    private Main() {}

    /**
     * Opens a document and asks about it while the server says what it finds; ends with exit code 0 only if all of it came.
     *
     * @param args none
     * @throws Exception if the pipe fails
     */
    public static void main(String[] args) throws Exception {
        String pipe = "wpipe-lsp-" + ProcessHandle.current().pid();
        ServerOptions served = ServerOptions.defaults().withFraming(Framing.BYTES);
        ClientOptions connected = ClientOptions.defaults().withFraming(Framing.BYTES);
        int answered = 0;
        boolean found;
        try (Server server = Server.open(pipe, Mode.DUPLEX, served)) {
            System.out.println("language server on pipe " + pipe + " of backend " + server.provider());
            Thread serving = new Thread(() -> serve(server));
            serving.start();
            try (Client client = Client.connect(pipe, Mode.DUPLEX, connected)) {
                Editor editor = new Editor(client, LINES);
                System.out.println("server: " + get(editor.ask("initialize", Frames.JSON.createObjectNode())));
                editor.tell("textDocument/didOpen", document());
                List<CompletableFuture<JsonNode>> replies = new ArrayList<>();
                for (int line = 0; line < HOVERS; line++) {
                    replies.add(editor.ask("textDocument/hover", position(line)));
                }
                for (int line = 0; line < HOVERS; line++) {
                    String contents = get(replies.get(line)).path("contents").asText();
                    answered += contents.equals("line " + line) ? 1 : 0;
                }
                found = editor.awaitDiagnostics();
                get(editor.ask("shutdown", Frames.JSON.createObjectNode()));
                editor.tell("exit", Frames.JSON.createObjectNode());
                serving.join();
            }
        }
        System.out.println(answered + " of " + HOVERS + " requests were answered, and the diagnostics "
                + (found ? "came" : "did NOT come"));
        System.exit(answered == HOVERS && found ? 0 : 1);
    }

    private static void serve(Server server) {
        try (Connection connection = server.accept()) {
            new LanguageServer(connection).run();
        } catch (IOException e) {
            System.out.println("the server failed: " + e);
        }
    }

    private static JsonNode get(CompletableFuture<JsonNode> reply) throws Exception {
        return reply.get(60, TimeUnit.SECONDS);
    }

    private static JsonNode document() {
        ObjectNode params = Frames.JSON.createObjectNode();
        params.putObject("textDocument")
                .put("uri", "file:///Main.java")
                .put("text", "// TODO: say something, in whatever language, größer or 中文\n".repeat(LINES));
        return params;
    }

    private static JsonNode position(int line) {
        ObjectNode params = Frames.JSON.createObjectNode();
        params.putObject("position").put("line", line).put("character", 0);
        return params;
    }
}
