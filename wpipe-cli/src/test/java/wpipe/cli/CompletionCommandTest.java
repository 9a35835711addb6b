package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    private Path folder;

    private static String script(String shell) throws Exception {
        Run run = Run.of("completion", shell);
        assertEquals(0, run.exit(), run.err());
        assertEquals("", run.err());
        return run.out();
    }

    private String bash(String... args) throws Exception {
        Path output = folder.resolve("output");
        Process bash = new ProcessBuilder(args)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(bash.waitFor(20, TimeUnit.SECONDS));
        String text = Files.readString(output);
        assertEquals(0, bash.exitValue(), text);
        return text;
    }

    /** What bash offers for the last of the words. */
    private List<String> offered(Path script, String... words) throws Exception {
        String line =
                "source \"$0\" && compopt() { :; } && COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)) && { _complete_wpipe || true; }"
                        + " && printf '%s\\n' \"${COMPREPLY[@]}\"";
        String[] args = new String[words.length + 4];
        args[0] = "bash";
        args[1] = "-c";
        args[2] = line;
        args[3] = script.toString();
        System.arraycopy(words, 0, args, 4, words.length);
        return Arrays.stream(bash(args).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Test
    void oneScriptForBothShells() throws Exception {
        String script = script("bash");
        assertEquals(script, script("zsh"));
        assertTrue(script.contains("bashcompinit"), script);
        assertFalse(script.contains("\r"));
    }

    @Test
    void aShellThereIsNoScriptFor() throws Exception {
        Run run = Run.of("completion", "fish");
        assertEquals(2, run.exit());
        assertEquals("", run.out());
        assertTrue(run.err().contains("'fish' is no shell; it must be bash or zsh"), run.err());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void bashCompletesCommandsAndOptionsByIt() throws Exception {
        Path file = Files.writeString(folder.resolve("wpipe.bash"), script("bash"), StandardCharsets.UTF_8);
        assertEquals("", bash("bash", "-n", file.toString()));
        assertEquals(
                List.of("selftest", "serve"),
                offered(file, "wpipe", "se").stream().sorted().toList());
        assertEquals(
                List.of("--max-clients", "--max-message-size"),
                offered(file, "wpipe", "serve", "--max").stream().sorted().toList());
        assertEquals(
                List.of("bash", "zsh"),
                offered(file, "wpipe", "completion", "").stream()
                        .sorted()
                        .filter(word -> !word.startsWith("-"))
                        .toList());
    }
}
