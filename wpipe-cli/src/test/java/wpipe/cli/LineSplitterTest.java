package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static List<String> split(InputStream in, int maxLength) throws Exception {
        LineSplitter splitter = new LineSplitter(in, maxLength);
        List<String> lines = new ArrayList<>();
        byte[] line;
        while ((line = splitter.next()) != null) {
            lines.add(new String(line, StandardCharsets.ISO_8859_1));
            assertEquals(lines.size(), splitter.number());
        }
        assertNull(splitter.next());
        return lines;
    }

    private static List<String> split(String text, int maxLength) throws Exception {
        return split(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), maxLength);
    }

    /** Gives what there is in small pieces, as a terminal or a pipe does. */
    private static InputStream inPieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
            }
        };
    }

    @Test
    void linesEndAtLineFeeds() throws Exception {
        assertEquals(List.of(), split("", 9));
        assertEquals(List.of("a"), split("a", 9));
        assertEquals(List.of("a"), split("a\n", 9));
        assertEquals(List.of("a", "b"), split("a\nb", 9));
        assertEquals(List.of("", "", ""), split("\n\n\n", 9));
    }

    @Test
    void aCarriageReturnBeforeALineFeedIsPartOfTheEnd() throws Exception {
        assertEquals(List.of("a", "", "b\r"), split("a\r\n\r\nb\r", 9));
        assertEquals(List.of("a\rb", "c\r"), split("a\rb\r\nc\r\r\n", 9));
    }

    @Test
    void aLineMayBeAsLongAsAllowedAndNoLonger() throws Exception {
        assertEquals(List.of("abc", "abc", "abc"), split("abc\nabc\r\nabc", 3));
        for (String text : List.of("abcd", "abcd\n", "abc\r", "abcd\r\n", "abc\r\r\n", "abcde")) {
            Exception failure = assertThrows(CommandFailure.class, () -> split("abc\n" + text, 3), text);
            assertEquals("line 2 of the input has more than 3 bytes; see --max-message-size", failure.getMessage());
        }
    }

    @Test
    void aLineWithoutEndIsNotReadToItsEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThrows(CommandFailure.class, () -> new LineSplitter(endless, 1 << 20).next());
    }

    @Test
    void allBytesPassAsTheyAreInWhateverPiecesTheyCome() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(6); line > 0; line--) {
                StringBuilder content = new StringBuilder();
                for (int i = random.nextInt(8); i > 0; i--) {
                    char c = (char) random.nextInt(256);
                    content.append(c == '\n' || c == '\r' ? 'x' : c);
                }
                expected.add(content.toString());
                text.append(content).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            assertEquals(expected, split(inPieces(bytes, random), 8), "round " + round);
        }
    }

    @Test
    void linesLongerThanTheBuffer() throws Exception {
        String line = "x".repeat(200_000);
        assertEquals(List.of(line, "y", line), split(line + "\ny\r\n" + line, 200_000));
    }

    @Test
    void knowsWhetherALineIsAtHand() throws Exception {
        TypedInput in = new TypedInput().type("a\nb\nc");
        LineSplitter splitter = new LineSplitter(in, 9);
        assertFalse(splitter.hasLineAtHand());
        assertArrayEquals(new byte[] {'a'}, splitter.next());
        assertTrue(splitter.hasLineAtHand());
        assertArrayEquals(new byte[] {'b'}, splitter.next());
        assertFalse(splitter.hasLineAtHand());
        in.end();
        assertArrayEquals(new byte[] {'c'}, splitter.next());
        assertNull(splitter.next());
    }
}
