package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageInputTest {
    private static MessageInput input(String text, Format format, int maxMessageSize) {
        return new MessageInput(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format, maxMessageSize);
    }

    @Test
    void textIsItsBytes() throws Exception {
        MessageInput input = input("äöü\n\nx", Format.TEXT, 6);
        assertArrayEquals("äöü".getBytes(StandardCharsets.UTF_8), input.next());
        assertArrayEquals(new byte[0], input.next());
        assertArrayEquals(new byte[] {'x'}, input.next());
        assertNull(input.next());
    }

    @Test
    void hexadecimalDigitsWithAndWithoutBlanks() throws Exception {
        MessageInput input = input("00fFa0\n00 ff A0\r\n\n 0a \n0A 0b", Format.HEX, 3);
        assertArrayEquals(new byte[] {0, -1, (byte) 0xa0}, input.next());
        assertArrayEquals(new byte[] {0, -1, (byte) 0xa0}, input.next());
        assertArrayEquals(new byte[0], input.next());
        assertArrayEquals(new byte[] {10}, input.next());
        assertArrayEquals(new byte[] {10, 11}, input.next());
        assertNull(input.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0g", "00f", "0x00", "00  11", "00 1", "00-11", "ä"})
    void whatIsNotHexadecimal(String line) throws Exception {
        MessageInput input = input("00\n" + line, Format.HEX, 100);
        input.next();
        Exception failure = assertThrows(CommandFailure.class, input::next);
        assertEquals("line 2 of the input is not pairs of hexadecimal digits", failure.getMessage());
    }

    @Test
    void theLimitIsThatOfMessagesNotOfLines() throws Exception {
        assertEquals(3, input("00 11 22", Format.HEX, 3).next().length);
        Exception failure = assertThrows(
                CommandFailure.class, () -> input("00112233", Format.HEX, 3).next());
        assertEquals(
                "line 1 of the input has a message of 4 bytes, more than --max-message-size, 3", failure.getMessage());
    }

    @Test
    void everyMessageComesBackFromHexadecimal() {
        Random random = new Random(42);
        for (int size = 0; size < 300; size++) {
            byte[] message = new byte[size];
            random.nextBytes(message);
            assertArrayEquals(message, Format.HEX.decode(Format.HEX.encode(message)));
        }
    }

    @Test
    void aFailureSaysWhereItHappened() throws Exception {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        Exception failure = assertThrows(IOException.class, () -> new MessageInput(closed, Format.TEXT, 9).next());
        assertEquals("standard input: Stream closed", failure.getMessage());
    }
}
