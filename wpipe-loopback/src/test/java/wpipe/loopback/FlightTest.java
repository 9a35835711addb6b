package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeNotFoundException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** What Flight Recorder gets to see: each event once a happening, with the right values. */
final class FlightTest {
    private static final Duration GUARD = Duration.ofSeconds(30);
    private static final String NAME = "wpipe-flight-test";
    private static final String PATH = "\\\\.\\pipe\\" + NAME;
    private static final ServerOptions SERVER =
            ServerOptions.defaults().withProvider("loopback").withMaxClients(1);
    private static final ClientOptions CLIENT =
            ClientOptions.defaults().withProvider("loopback").withConnectTimeout(GUARD);

    @TempDir
    private Path folder;

    @Test
    void eachHappeningIsRecordedOnce() throws Exception {
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            for (String name : List.of("Provider", "Connect", "Accept", "QueueDepth", "BusyWait", "BrokenPipe")) {
                recording.enable("wpipe." + name).withoutStackTrace();
            }
            recording.enable("wpipe.Read").withThreshold(Duration.ZERO);
            recording.enable("wpipe.Write").withThreshold(Duration.ZERO);
            recording.start();
            converse();
            recording.stop();
            Path file = folder.resolve("wpipe.jfr");
            recording.dump(file);
            events = RecordingFile.readAllEvents(file);
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (RecordedEvent event : events) {
            counts.merge(event.getEventType().getName(), 1, Integer::sum);
        }
        assertEquals(
                Map.of(
                        "wpipe.Provider", 4,
                        "wpipe.Connect", 3,
                        "wpipe.Accept", 2,
                        "wpipe.QueueDepth", 1,
                        "wpipe.BusyWait", 1,
                        "wpipe.Read", 2,
                        "wpipe.Write", 2,
                        "wpipe.BrokenPipe", 1),
                counts);
        for (RecordedEvent event : events) {
            check(event);
        }
        assertEquals(List.of(10, 20), sizes(events, "wpipe.Write"));
        assertEquals(List.of(10, 20), sizes(events, "wpipe.Read"));
    }

    private static void converse() throws Exception {
        assertThrows(PipeNotFoundException.class, () -> Client.connect(NAME, Mode.MASTER, CLIENT));
        try (Server server = Server.open(NAME, Mode.SLAVE, SERVER)) {
            Background<Client> second;
            try (Client first = Client.connect(NAME, Mode.MASTER, CLIENT)) {
                second = Background.call(() -> Client.connect(NAME, Mode.MASTER, CLIENT))
                        .untilBlocked();
                first.write(new byte[10]);
                Connection atServer = server.waitForData(GUARD).get(0);
                assertEquals(10, atServer.read(GUARD).length);
                atServer.write(new byte[20]);
                assertEquals(20, first.read(GUARD).length);
            }
            assertEquals(0, server.clientCount(), "the first client has gone");
            try (Client client = second.get()) {
                server.accept(GUARD);
                assertTrue(client.isAlive());
            }
        }
    }

    private static void check(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "wpipe.Provider" -> {
                assertEquals("loopback", event.getString("provider"));
                assertEquals("the options ask for it", event.getString("reason"));
                return; // has no pipe
            }
            case "wpipe.Connect" -> {
                assertEquals("MASTER", event.getString("mode"));
                assertEquals("loopback", event.getString("provider"));
                String failure = event.getString("failure");
                assertTrue(failure == null || failure.contains("PipeNotFoundException"), failure);
            }
            case "wpipe.Accept" -> {
                assertEquals("SLAVE", event.getString("mode"));
                assertEquals(1, event.getInt("clients"));
            }
            case "wpipe.QueueDepth" -> {
                assertEquals(1, event.getInt("ready"));
                assertEquals(1, event.getInt("clients"));
            }
            case "wpipe.BusyWait" -> assertFalse(event.getDuration().isZero(), "it took some time");
            case "wpipe.BrokenPipe" -> {
                assertEquals("SLAVE", event.getString("mode"));
                assertEquals("look", event.getString("operation"));
            }
            default -> assertTrue(List.of("MASTER", "SLAVE").contains(event.getString("mode")));
        }
        assertEquals(PATH, event.getString("pipe"));
    }

    private static List<Integer> sizes(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .map(event -> event.getInt("bytes"))
                .toList();
    }
}
