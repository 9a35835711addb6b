package wpipe.cli;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.ServerOptions;

/** What {@code serve} and {@code connect} have in common. */
final class TalkOptions {
    @Parameters(paramLabel = "NAME", description = "The name of the pipe, without \\\\.\\pipe\\.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String name;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = {
                "The mode of this end; the other end has the complement. Required for messages. A byte stream is duplex"
                        + " by default; reader and writer are possible too.",
                "master: send a line, print the reply, and so on.",
                "slave: print a message, answer it with the next line, and so on.",
                "reader: print what comes.",
                "writer: send each line.",
                "duplex: send each line, and print what comes, both at once.",
                "single: one exchange with each client, who asks; then the connection ends."
            })
    private @Nullable Mode mode;

    @Option(
            names = "--framing",
            paramLabel = "FRAMING",
            description = {
                "What travels over the pipe. Default: messages.",
                "messages: whole messages, which are lines here.",
                "bytes: standard input and output as a stream of bytes, as they are.",
                "bytes-in-messages: the same over a pipe of type message, where the stream of either side can end"
                        + " alone."
            })
    private Framing framing = Framing.MESSAGES;

    @Option(
            names = "--echo",
            description =
                    "As a slave, answer each message with itself instead of a line of the input. A server can do so in"
                            + " mode single, too.")
    private boolean echo;

    @Option(
            names = "--max-message-size",
            paramLabel = "BYTES",
            description =
                    "The largest message, sent or received. Default: " + ServerOptions.DEFAULT_MAX_MESSAGE_SIZE + ".")
    private @Nullable Integer maxMessageSize;

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
    private @Nullable Format format;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    String name() {
        return name;
    }

    Mode mode() {
        if (mode != null) {
            return mode;
        }
        if (!framing.isStream()) {
            throw misuse("--mode is missing: it is needed for messages");
        }
        return Mode.DUPLEX;
    }

    Framing framing() {
        return framing;
    }

    int maxMessageSize() {
        return maxMessageSize != null ? maxMessageSize : ServerOptions.DEFAULT_MAX_MESSAGE_SIZE;
    }

    /** Refuses what only lines have, where the talk is a stream of bytes. */
    void checkStream() {
        if (mode().takesTurns()) {
            throw misuse("--mode " + Names.of(mode()) + " is not for --framing " + Names.of(framing)
                    + ": a stream of bytes takes no turns; it must be duplex, reader or writer");
        }
        Map<String, Boolean> given = Map.of(
                "--echo", echo,
                "--count", count != null,
                "--format", format != null,
                "--max-message-size", maxMessageSize != null);
        given.forEach((option, isGiven) -> {
            if (isGiven) {
                throw misuse(option + " is for messages, and not for --framing " + Names.of(framing));
            }
        });
    }

    Talk talk(Wpipe wpipe, boolean client, @Nullable Duration timeout) {
        Mode lines = mode();
        Role role = Role.of(lines, client);
        if (echo && role != Role.ANSWERS) {
            String end = lines == Mode.SINGLE_TRANSACTION ? "client in mode single" : Names.of(lines);
            throw misuse("--echo is for --mode slave: a " + end + " answers nothing");
        }
        boolean once = client && lines == Mode.SINGLE_TRANSACTION;
        if (once && count != null) {
            throw misuse("--count is not for a client in mode single, which sends one message");
        }
        checkNumber("--count", count);
        Format written = format != null ? format : Format.TEXT;
        Streams streams = wpipe.streams();
        return new Talk(
                role,
                echo,
                timeout != null ? timeout : Durations.FOREVER,
                once ? Long.valueOf(1) : count != null ? count : Talk.UNLIMITED,
                new MessageInput(streams.in(), written, maxMessageSize()),
                new MessageOutput(streams.messages(), written),
                wpipe::note,
                new Visitors(wpipe::note));
    }

    /** Refuses a number below 1. */
    void checkNumber(String option, @Nullable Number value) {
        Numbers.check(command, option, value);
    }

    ParameterException misuse(IllegalArgumentException refusal) {
        return Misuse.of(command, refusal);
    }

    ParameterException misuse(String text) {
        return new ParameterException(command.commandLine(), text);
    }
}
