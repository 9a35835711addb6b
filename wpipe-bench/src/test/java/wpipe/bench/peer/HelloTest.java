package wpipe.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void theBytesAreThoseThatOtherProgramsSend() {
        ByteBuffer message = new Hello('P', 0x01020304).message();

        byte[] bytes = new byte[Hello.SIZE];
        message.get(bytes);
        byte[] expected = new byte[64];
        expected[0] = 'P';
        expected[4] = 4;
        expected[5] = 3;
        expected[6] = 2;
        expected[7] = 1;
        assertEquals(ByteBuffer.wrap(expected), ByteBuffer.wrap(bytes));
    }

    @Test
    void isParsedAsItWasWrittenWhereverItLies() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        buffer.position(10).put(new Hello('S', 65_536).message()).flip().position(10);

        assertEquals(new Hello('S', 65_536), Hello.parse(buffer));
        assertEquals(10, buffer.position());
    }

    @Test
    void anotherSizeOrRequestIsRefusedByName() {
        assertEquals(
                "the first message has 63 bytes, not 64",
                assertThrows(ProtocolException.class, () -> Hello.parse(ByteBuffer.allocate(63)))
                        .getMessage());
        assertEquals(
                "the first message asks for 'X': P, S and C are known",
                assertThrows(ProtocolException.class, () -> Hello.parse(new Hello('X', 1).message()))
                        .getMessage());
    }
}
