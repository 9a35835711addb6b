package wpipe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program that the tests of exec run, in a JVM of its own. */
final class Child {
    private Child() {}

    /** The command that starts it: what it is to do, and its arguments. */
    static String[] command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                "target/test-classes",
                Child.class.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args[0]) {
            // Everything back, as it comes.
            case "cat" -> System.in.transferTo(System.out);
            // Says how much came, once it has all come.
            case "count" -> System.out.print(System.in.readAllBytes().length + " bytes");
            case "say" -> {
                System.out.print(args[1]);
                System.err.println(args[2]);
                System.out.flush();
                System.exit(Integer.parseInt(args[3]));
            }
            // Heeds nothing.
            case "stay" -> {
                System.out.print("here");
                System.out.flush();
                Thread.currentThread().join();
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.flush();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
