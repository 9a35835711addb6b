package wpipe.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** One run of the command in this JVM, in a thread of its own. */
final class Run {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final long PATIENCE_SECONDS = 20;

    private final Screen out = new Screen();
    private final Screen err = new Screen();
    private final FutureTask<Integer> task;

    private Run(InputStream in, String... args) {
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Streams streams = new Streams(in, new BufferedOutputStream(out), text, errors, false);
        task = new FutureTask<>(() -> Wpipe.run(streams, args)) {
            @Override
            protected void done() {
                // Whoever waits for a text would else not see that no more comes.
                out.changed();
                err.changed();
            }
        };
        Thread thread = new Thread(task, "run-" + String.join("-", args));
        thread.setDaemon(true);
        thread.start();
    }

    static Run of(String... args) {
        return withInput("", args);
    }

    static Run withInput(String input, String... args) {
        return new Run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    static Run withInput(InputStream input, String... args) {
        return new Run(input, args);
    }

    /** A server on loopback, once clients can connect. */
    static Run server(InputStream input, String... args) throws InterruptedException {
        Run run = new Run(input, prepend("serve", args));
        run.err.await(text -> text.contains("ready ") || run.task.isDone());
        return run;
    }

    static Run server(String input, String... args) throws InterruptedException {
        return server(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    static Run client(InputStream input, String... args) {
        return new Run(input, prepend("connect", args));
    }

    static Run client(String input, String... args) {
        return client(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    private static String[] prepend(String command, String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "--provider";
        all[1] = "loopback";
        all[2] = command;
        System.arraycopy(args, 0, all, 3, args.length);
        return all;
    }

    /** A name for a pipe that no other test has. */
    static String newPipe() {
        return "cli-test-" + NAMES.incrementAndGet();
    }

    /** Waits for the end. */
    int exit() throws Exception {
        return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    boolean isRunning() {
        return !task.isDone();
    }

    Screen screen() {
        return out;
    }

    Screen errors() {
        return err;
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    /** That, but for where pipes of loopback end: off Windows each run says so, and this is about the rest. */
    String errBesidesReach() {
        return err().lines().filter(line -> !line.contains("end at this JVM")).collect(Collectors.joining("\n"));
    }
}
