package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

class JsonTest {
    @TempDir
    private Path folder;

    private static JsonNode parse(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    private static JsonNode element(JsonNode array, String name) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(node -> node.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whateverTheTextIsItComesBack() throws Exception {
        String text = "a\"b\\c\n\t\u0000\u007f \u00e9\u20ac\ud83d\ude00 </script>";
        String json = new Json().with("text", text).toString();
        assertEquals(text, parse(json).get("text").textValue());
        assertTrue(json.chars().allMatch(c -> c >= ' ' && c <= '~'), json);
        assertEquals(
                "{\"half\": \"\\ud800\"}", new Json().with("half", "\ud800").toString());
    }

    @Test
    void eachKindOfValue() throws Exception {
        Json.Array two = Json.array(List.of(new Json(), new Json().with("x", -0.5)));
        JsonNode json = parse(new Json()
                .with("none", null)
                .with("yes", true)
                .with("many", Integer.MAX_VALUE)
                .with("two", two)
                .with("empty", Json.array(List.of()))
                .toString());
        assertTrue(json.get("none").isNull());
        assertTrue(json.get("yes").booleanValue());
        assertEquals(Integer.MAX_VALUE, json.get("many").intValue());
        assertEquals(parse("[{}, {\"x\": -0.5}]"), json.get("two"));
        assertEquals(parse("[]"), json.get("empty"));
    }

    @Test
    void providers() throws Exception {
        Run run = Run.of("--provider", "loopback", "providers", "--json");
        assertEquals(0, run.exit(), run.err());
        JsonNode loopback = element(parse(run.out()), "loopback");
        assertEquals(
                parse("{\"name\": \"loopback\", \"priority\": 0, \"reach\": \"jvm\", \"available\": true,"
                        + " \"reason\": null, \"chosen\": true}"),
                loopback);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProviderThatCannotBeUsedSaysWhyNot() throws Exception {
        Run run = Run.of("--provider", "ffm", "providers", "--json");
        assertEquals(1, run.exit(), run.err());
        JsonNode ffm = element(parse(run.out()), "ffm");
        assertFalse(ffm.get("available").booleanValue() || ffm.get("chosen").booleanValue());
        assertEquals("machine", ffm.get("reach").textValue());
        assertFalse(ffm.get("reason").textValue().isBlank());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void pipes() throws Exception {
        String name = Run.newPipe() + " \u00fc";
        ServerOptions options =
                ServerOptions.defaults().withProvider("loopback").withMaxClients(7);
        try (Server server = Server.open(name, Mode.SLAVE, options)) {
            Run run = Run.of("--provider", "loopback", "list", "--json");
            assertEquals(0, run.exit(), run.err());
            JsonNode pipe = element(parse(run.out()), server.name());
            assertEquals(1, pipe.get("instances").intValue());
            assertEquals(7, pipe.get("maxInstances").intValue());
        }
    }

    @Test
    void selftest() throws Exception {
        Path report = folder.resolve("report.txt");
        Run run =
                Run.of("--provider", "loopback", "selftest", "--only", "3.1", "--json", "--report", report.toString());
        assertEquals(0, run.exit(), run.err());
        JsonNode json = parse(run.out());
        assertTrue(json.get("passed").intValue() > 0);
        assertEquals(0, json.get("failed").intValue());
        assertEquals(report.toString(), json.get("report").textValue());
        assertTrue(json.get("notTested").isEmpty());
        assertEquals(1, json.get("pairs").size());
        JsonNode pair = json.get("pairs").get(0);
        assertEquals("loopback", pair.get("server").textValue());
        assertEquals("loopback", pair.get("client").textValue());
        assertEquals(json.get("passed"), pair.get("passed"));
        assertEquals(0, pair.get("notApplicable").intValue());
        assertTrue(pair.get("seconds").isDouble());
    }
}
