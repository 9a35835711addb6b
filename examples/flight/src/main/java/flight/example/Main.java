package flight.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeNotFoundException;
import wpipe.api.Server;

/** A server and a client, and what Flight Recorder saw of them. */
public final class Main {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Main() {}

    /**
     * Records, converses, and prints the events in the order in which they began.
     *
     * @param args a file for the recording, which JDK Mission Control and {@code jfr print} open too; none to keep none
     * @throws IOException if a pipe or the file fails
     */
    public static void main(String[] args) throws IOException {
        boolean keep = args.length > 0;
        Path file = Path.of(
                keep ? args[0] : "wpipe-flight-" + ProcessHandle.current().pid() + ".jfr");
        try (Recording recording = new Recording()) {
            // Reads and writes are recorded from 20 ms on unless told otherwise; here, all of them.
            recording.enable("wpipe.Read").withThreshold(Duration.ZERO);
            recording.enable("wpipe.Write").withThreshold(Duration.ZERO);
            recording.start();
            converse();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("wpipe."))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
        events.forEach(event -> System.out.println(describe(event)));
        System.out.println(events.size() + " events");
        if (!keep) {
            Files.delete(file);
        }
    }

    private static void converse() throws IOException {
        String pipe = "wpipe-flight-" + ProcessHandle.current().pid();
        try {
            Client.connect(pipe, Mode.MASTER).close();
        } catch (PipeNotFoundException e) {
            System.out.println("no server yet: " + e.getMessage());
        }
        try (Server server = Server.open(pipe, Mode.SLAVE);
                Client client = Client.connect(pipe, Mode.MASTER)) {
            client.write("hello".getBytes(UTF_8));
            for (Connection ready : server.waitForData(PATIENCE)) {
                ready.write(ready.read());
            }
            System.out.println("the server says " + new String(client.read(PATIENCE), UTF_8));
        }
    }

    private static String describe(RecordedEvent event) {
        String values = event.getFields().stream()
                .map(ValueDescriptor::getName)
                .filter(name -> !List.of("startTime", "duration", "eventThread", "stackTrace")
                        .contains(name))
                .filter(name -> event.getValue(name) != null)
                .map(name -> name + " " + event.getValue(name))
                .collect(Collectors.joining(", "));
        return event.getEventType().getName() + ": " + values + ", "
                + event.getDuration().toNanos() / 1000 + " us";
    }
}
