package wpipe.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import wpipe.api.Mode;
import wpipe.api.ServerOptions;

/** What {@code serve} and {@code connect} have in common. */
final class TalkOptions {
    @Parameters(paramLabel = "NAME", description = "The name of the pipe, without \\\\.\\pipe\\.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String name;

    @Option(
            names = "--mode",
            required = true,
            paramLabel = "MODE",
            description = {
                "The mode of this end; the other end has the complement.",
                "master: send a line, print the reply, and so on.",
                "slave: print a message, answer it with the next line, and so on.",
                "reader: print what comes.",
                "writer: send each line.",
                "duplex: send each line, and print what comes, both at once.",
                "single: one exchange with each client, who asks; then the connection ends."
            })
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Mode mode;

    @Option(
            names = "--echo",
            description =
                    "As a slave, or a server in mode single: answer each message with itself instead of a line of the"
                            + " input.")
    private boolean echo;

    @Option(
            names = "--max-message-size",
            paramLabel = "BYTES",
            description = "The largest message, sent or received. Default: ${DEFAULT-VALUE}.")
    private int maxMessageSize = ServerOptions.DEFAULT_MAX_MESSAGE_SIZE;

    @Option(names = "--count", paramLabel = "N", description = "End after so many messages. Default: no limit.")
    private @Nullable Long count;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "How a message is written as a line, in the input and in the output. Default: text.",
                "text: its bytes as they are. The end of a line, LF or CR LF, is no part of the message.",
                "hex: two hexadecimal digits a byte."
            })
    private Format format = Format.TEXT;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    String name() {
        return name;
    }

    Mode mode() {
        return mode;
    }

    int maxMessageSize() {
        return maxMessageSize;
    }

    Talk talk(Wpipe wpipe, boolean client, @Nullable Duration timeout) {
        Role role = Role.of(mode, client);
        if (echo && role != Role.ANSWERS) {
            String end = mode == Mode.SINGLE_TRANSACTION ? "client in mode single" : Modes.name(mode);
            throw misuse("--echo is for --mode slave: a " + end + " answers nothing");
        }
        if (count != null && count < 1) {
            throw misuse("--count " + count + " is out of range; it must be 1 or more");
        }
        boolean once = client && mode == Mode.SINGLE_TRANSACTION;
        Streams streams = wpipe.streams();
        return new Talk(
                role,
                echo,
                timeout != null ? timeout : Durations.FOREVER,
                once ? Long.valueOf(1) : count != null ? count : Talk.UNLIMITED,
                new MessageInput(streams.in(), format, maxMessageSize),
                new MessageOutput(streams.messages(), format),
                wpipe::note);
    }

    ParameterException misuse(String text) {
        return new ParameterException(command.commandLine(), text);
    }
}
