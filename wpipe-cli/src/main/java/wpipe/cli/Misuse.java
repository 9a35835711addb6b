package wpipe.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be followed: the word that is wrong and what it could be, in the user's words. */
final class Misuse {
    private Misuse() {}

    static String text(ParameterException e, String... args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(e.getCommandLine().getCommandSpec(), unmatched.getUnmatched());
        }
        boolean incomplete =
                e instanceof MissingParameterException && e.getCommandLine().getCommand() instanceof ExecCommand;
        return incomplete && ExecCommand.lacksName(List.of(args), 1) ? ExecCommand.NO_NAME : Failures.text(e);
    }

    private static String unmatched(CommandSpec command, List<String> words) {
        String first = words.get(0);
        if (!first.startsWith("-") && !command.subcommands().isEmpty()) {
            // What follows would be that command's.
            return noCommand(first, command);
        }
        // What follows an unknown option may be its value, and is no mistake of its own.
        List<String> options = words.stream()
                .filter(word -> word.startsWith("-") && word.length() > 1)
                .map(word -> "'" + word.replaceFirst("=.*", "") + "'")
                .toList();
        if (!options.isEmpty()) {
            return (options.size() == 1 ? "unknown option " : "unknown options ") + String.join(", ", options);
        }
        return "unexpected argument '" + first + "'";
    }

    static String noCommand(String word, CommandSpec root) {
        return "'" + word + "' is no command; it must be " + commands(root);
    }

    /** Those that do something; 'help' only tells of them. */
    static String commands(CommandSpec root) {
        return Names.oneOf(root.subcommands().entrySet().stream()
                .filter(command -> !command.getValue().getCommandSpec().helpCommand())
                .map(command -> command.getKey())
                .toList());
    }

    /** What the library says of a value, with the name of the option that it came from. */
    static ParameterException of(CommandSpec command, IllegalArgumentException refusal) {
        String message = Failures.messageOf(refusal);
        String name = message.replaceFirst("(?s)\\s.*", "");
        String option = "--" + name.replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT);
        String text = command.optionsMap().containsKey(option) ? option + message.substring(name.length()) : message;
        return new ParameterException(command.commandLine(), text);
    }
}
