package wpipe.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import wpipe.api.Connection;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.spi.PipeAddress;

/** {@code wpipe serve}. */
@Command(
        name = "serve",
        header = "Open a server and talk with its clients.",
        description = {
            "A line of standard input is a message, and a message received is a line of standard output, where nothing"
                    + " else goes. Says 'ready NAME PROVIDER' on standard error once"
                    + " clients can connect, and of each client who it is.%n",
            "Master and writer send each line to every client (waiting for one if there is none) and end with their"
                    + " input; a master prints each reply. Slave and single answer each message with the next line and"
                    + " end with their input. With --echo, and as reader or duplex, the server runs until --count or"
                    + " Ctrl+C; a duplex server also sends all of its input before it ends. A client that leaves does"
                    + " not end the server, but a reply lost with it makes the exit code 1.%n",
            "With --framing bytes it is the other end of 'wpipe connect --framing bytes': one client has standard input and"
                    + " output, and the server ends when it goes. For a process of its own for each client there is 'wpipe"
                    + " exec'.%n",
            "To see pipes at work in one go: wpipe demo."
        })
final class ServeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TalkOptions talkOptions;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AccessOptions accessOptions;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            description =
                    "How many clients there can be at a time. Default: " + ServerOptions.DEFAULT_MAX_CLIENTS + ".")
    private @Nullable Integer maxClients;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "How long to wait at most, each time: for a client, for a message, for one to be taken. Such as"
                            + " 500ms, 5s, 2m or PT5S. Default: no limit.")
    private @Nullable Duration timeout;

    @Override
    public Integer call() throws Exception {
        if (talkOptions.framing().isStream()) {
            stream();
        } else {
            talk();
        }
        return 0;
    }

    /** With one client, since the standard streams are one pair; the others find the pipe busy. */
    private void stream() throws Exception {
        talkOptions.checkStream();
        if (maxClients != null) {
            throw talkOptions.misuse("--max-clients is not for --framing " + Names.of(talkOptions.framing())
                    + ": one client has standard input and output");
        }
        ServerOptions options = options().withMaxClients(1);
        PipesOfTheMachine.require(wpipe);
        Duration patience = timeout != null ? timeout : Durations.FOREVER;
        Streams streams = wpipe.streams();
        try (Server server = Server.open(talkOptions.name(), talkOptions.mode(), options);
                ExitHook hook = ExitHook.add(server, streams.messages())) {
            sayReady(server);
            try {
                Connection client = server.accept(patience);
                new Visitors(wpipe::note).announce(client);
                new StreamTalk(client, streams, patience).run();
            } catch (IOException e) {
                if (!hook.isExiting()) {
                    throw e;
                }
            }
        }
    }

    private void sayReady(Server server) {
        wpipe.streams().err().println("ready " + server.name() + " " + server.provider());
    }

    private void talk() throws Exception {
        Talk talk = talkOptions.talk(wpipe, false, timeout);
        ServerOptions options = options();
        PipesOfTheMachine.require(wpipe);
        try (Server server = Server.open(talkOptions.name(), talkOptions.mode(), options);
                ExitHook hook = ExitHook.add(server, talk.output())) {
            sayReady(server);
            try {
                if (talk.role().begins()) {
                    Sender.alone(talk).run(server, Audience.start(server, talk.visitors()));
                } else {
                    Receiver.run(server, talk);
                }
            } catch (IOException e) {
                if (!hook.isExiting()) {
                    throw e;
                }
            } finally {
                talk.output().flush();
            }
        }
    }

    private ServerOptions options() {
        talkOptions.checkNumber("--max-clients", maxClients);
        try {
            PipeAddress.local(talkOptions.name());
            ServerOptions options = accessOptions
                    .apply(ServerOptions.defaults())
                    .withMaxClients(maxClients != null ? maxClients : ServerOptions.DEFAULT_MAX_CLIENTS)
                    .withFraming(talkOptions.framing())
                    .withProvider(wpipe.provider());
            return talkOptions.framing().isStream()
                    ? options
                    : options.withMaxMessageSize(talkOptions.maxMessageSize());
        } catch (IllegalArgumentException e) {
            throw talkOptions.misuse(e);
        }
    }
}
