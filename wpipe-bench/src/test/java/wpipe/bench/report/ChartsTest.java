package wpipe.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartsTest {
    @Test
    void everyPictureIsSvgWithItsSeries() throws Exception {
        List<Picture> pictures = Charts.of(Recorded.run());

        assertEquals(Charts.names(), pictures.stream().map(Picture::name).toList());
        // Text is drawn, so what can be looked for is the colours of the series.
        for (Picture picture : pictures) {
            assertEquals("svg", document(picture).getDocumentElement().getTagName(), picture.name());
            boolean bars =
                    !picture.name().startsWith("latency") && !picture.name().startsWith("clients");
            String first = bars && picture.name().endsWith("jvm") ? "rgb(0,158,115)" : "rgb(0,114,178)";
            assertTrue(picture.svg().contains(first), () -> picture.name() + " has not the series that it is about");
            assertTrue(picture.svg().length() < 100_000, () -> picture.svg().length() + " characters");
        }
    }

    @Test
    void whatWasNotMeasuredHasNoPicture() throws Exception {
        assertEquals(
                List.of("round-trip-jvm", "forms"),
                Charts.of(Recorded.of(Recorded.roundTrips("loopback", 1000, 2000))).stream()
                        .map(Picture::name)
                        .toList());
        assertEquals(List.of(), Charts.of(new Run(Map.of(), List.of(), List.of())));
    }

    @Test
    void thePageNeedsNoOtherFileAndEscapesWhatItShows() throws Exception {
        Run run = new Run(
                Map.of("command", "a < b & \"c\""),
                List.of(Recorded.roundTrips("loopback", 1000, 10)),
                List.of("OneWay jna: <failed>"));
        String page = Page.of(run, Charts.of(run));

        assertTrue(page.contains("<td>a &lt; b &amp; &quot;c&quot;"), page);
        assertTrue(page.contains("FAILED OneWay jna: &lt;failed&gt;"), page);
        assertTrue(page.contains("alt=\"In one JVM: round trips a second\""), page);
        assertTrue(page.contains("src=\"data:image/svg+xml;base64,"));
        assertFalse(page.contains("http"), "it refers to something outside");
    }

    private static Document document(Picture picture) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.svg().getBytes(StandardCharsets.UTF_8)));
    }
}
