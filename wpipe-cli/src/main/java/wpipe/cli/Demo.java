package wpipe.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** Plays the scenes of the demo: each with its server in one thread and its clients in another, over one pipe. */
final class Demo {
    private static final long SERVER_PATIENCE_SECONDS = 30;

    private final Wpipe wpipe;
    private final Transcript transcript;
    private final List<DemoScene> scenes;

    Demo(Wpipe wpipe) {
        this.wpipe = wpipe;
        this.transcript = new Transcript(wpipe.streams().out());
        this.scenes = List.of(
                new DemoScene(
                        "The server is the slave of its clients: they ask, it answers in upper case.",
                        Mode.SLAVE,
                        3,
                        List.of("hello, here is client #", "what is a pipe?"),
                        transcript),
                new DemoScene(
                        "The server is the master of its clients: it asks each of them, and each answers.",
                        Mode.MASTER,
                        2,
                        List.of("client #, how are you?", ""),
                        transcript),
                new DemoScene(
                        "The server is a reader: its clients write, nobody answers.",
                        Mode.READER,
                        3,
                        List.of("client # measured 20.5", "x".repeat(ServerOptions.DEFAULT_MAX_MESSAGE_SIZE)),
                        transcript),
                new DemoScene(
                        "The server is a writer: its clients read, nobody answers.",
                        Mode.WRITER,
                        2,
                        List.of("news for client #", "more news for client #"),
                        transcript));
    }

    /** Plays all; gives whether every message arrived. */
    boolean play() throws Exception {
        for (DemoScene scene : scenes) {
            transcript.plan(scene.messages());
        }
        for (int i = 0; i < scenes.size(); i++) {
            play(scenes.get(i), i + 1);
        }
        transcript.title(transcript.result());
        return transcript.isComplete();
    }

    private void play(DemoScene scene, int number) throws Exception {
        // The process id keeps two demos apart that run at the same time.
        String pipe = "wpipe-demo-" + ProcessHandle.current().pid() + "-" + number;
        try (Server server =
                Server.open(pipe, scene.mode(), ServerOptions.defaults().withProvider(wpipe.provider()))) {
            if (number == 1) {
                wpipe.streams().out().println("wpipe demo, provider " + server.provider());
            }
            transcript.title(number + ". " + scene.title());
            transcript.does("server", "opens '" + pipe + "' as " + text(scene.mode()));
            FutureTask<@Nullable Void> serving = new FutureTask<>(() -> {
                scene.serve(server);
                return null;
            });
            Daemon.start("wpipe-demo-server", serving);
            List<Client> clients = new ArrayList<>();
            try {
                connect(clients, pipe, scene);
                scene.talk(clients);
                await(serving);
            } catch (IOException | CommandFailure e) {
                throw serving.isDone() ? serversFailure(serving, e) : e;
            } finally {
                for (Client client : clients) {
                    client.close();
                }
            }
        }
    }

    private void connect(List<Client> clients, String pipe, DemoScene scene) throws Exception {
        Mode mode = scene.mode().complement();
        ClientOptions options = ClientOptions.defaults().withProvider(wpipe.provider());
        while (clients.size() < scene.clients()) {
            String who = DemoScene.name(clients.size());
            transcript.does(who, "connects as " + text(mode));
            clients.add(Client.connect(pipe, mode, options));
            scene.awaitAccepted();
        }
    }

    private static void await(FutureTask<@Nullable Void> serving) throws Exception {
        try {
            serving.get(SERVER_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } catch (TimeoutException e) {
            throw new CommandFailure("the server did not end within " + SERVER_PATIENCE_SECONDS + " s");
        }
    }

    /** A server that failed makes its clients fail: then its failure is the one to show. */
    private static Exception serversFailure(FutureTask<@Nullable Void> serving, Exception clientsFailure) {
        try {
            await(serving);
        } catch (Exception e) {
            e.addSuppressed(clientsFailure);
            return e;
        }
        return clientsFailure;
    }

    private static String text(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
