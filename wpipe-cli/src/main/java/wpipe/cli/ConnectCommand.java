package wpipe.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.ServerOwner;
import wpipe.spi.PipeAddress;

/** {@code wpipe connect}. */
@Command(
        name = "connect",
        header = "Connect to a server and talk with it.",
        description = {
            "A line of standard input is a message, and a message received is a line of standard output, where nothing"
                    + " else goes.%n",
            "A master or writer ends with its input, a slave does unless it has --echo. A slave or reader also ends"
                    + " when the server goes, which is a failure only if --count messages have not come yet; so does a"
                    + " client in mode duplex, which else ends after --count messages and the end of its input. One in mode single"
                    + " sends the first line, prints the reply, and ends."
        })
final class ConnectCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TalkOptions talkOptions;

    @Option(names = "--host", paramLabel = "HOST", description = "The machine of the server. Default: this one.")
    private String host = ClientOptions.THIS_MACHINE;

    @Option(
            names = "--wait",
            description = "Wait for a pipe that does not exist yet, as for one that is busy. Default: fail at once.")
    private boolean wait;

    @Option(
            names = "--require-owner",
            paramLabel = "WHO",
            description =
                    "Talk to the server of a certain user only: 'me', or a security identifier such as S-1-5-18 for services of"
                            + " the system. Default: anybody's.")
    private ServerOwner serverOwner = ServerOwner.anyone();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "How long to wait at most, each time: for a pipe that is busy or absent (--wait), for a message,"
                            + " for one to be taken. Such as 500ms, 5s, 2m or PT5S. Default: 100 ms for a busy"
                            + " pipe, else no limit.")
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

    private void stream() throws Exception {
        talkOptions.checkStream();
        ClientOptions options = options();
        PipesOfTheMachine.require(wpipe);
        Streams streams = wpipe.streams();
        try (Client client = Client.connect(talkOptions.name(), talkOptions.mode(), options);
                ExitHook hook = ExitHook.add(client, streams.messages())) {
            try {
                new StreamTalk(client, streams, timeout != null ? timeout : Durations.FOREVER).run();
            } catch (IOException e) {
                if (!hook.isExiting()) {
                    throw e;
                }
            }
        }
    }

    private void talk() throws Exception {
        Talk talk = talkOptions.talk(wpipe, true, timeout);
        ClientOptions options = options();
        PipesOfTheMachine.require(wpipe);
        try (Client client = Client.connect(talkOptions.name(), talkOptions.mode(), options);
                ExitHook hook = ExitHook.add(client, talk.output())) {
            try {
                if (talk.role().begins()) {
                    Sender.alone(talk).run(client);
                } else {
                    Receiver.run(client, talk);
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

    private ClientOptions options() {
        Duration connectTimeout = timeout;
        if (connectTimeout == null) {
            connectTimeout = wait ? Durations.FOREVER : ClientOptions.DEFAULT_CONNECT_TIMEOUT;
        }
        try {
            PipeAddress.of(host, talkOptions.name());
            ClientOptions options = ClientOptions.defaults()
                    .withHost(host)
                    .withConnectTimeout(connectTimeout)
                    .withWaitForServer(wait)
                    .withFraming(talkOptions.framing())
                    .withServerOwner(serverOwner)
                    .withProvider(wpipe.provider());
            return talkOptions.framing().isStream()
                    ? options
                    : options.withMaxMessageSize(talkOptions.maxMessageSize());
        } catch (IllegalArgumentException e) {
            throw talkOptions.misuse(e);
        }
    }
}
