package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final TypedInput typed = new TypedInput();
    private final CompletableFuture<Optional<Exception>> end = new CompletableFuture<>();

    private ReadAhead start(Format format) {
        return ReadAhead.start(
                new MessageInput(typed, format, 100), failure -> end.complete(Optional.ofNullable(failure)));
    }

    @Test
    void tellsTheEndOnceTheLastMessageIsTaken() throws Exception {
        ReadAhead ahead = start(Format.TEXT);
        typed.type("a\nb").end();
        assertArrayEquals(new byte[] {'a'}, ahead.next());
        assertFalse(end.isDone(), "b was not taken");
        assertArrayEquals(new byte[] {'b'}, ahead.next());
        assertEquals(Optional.empty(), end.get(20, TimeUnit.SECONDS));
        assertNull(ahead.next());
        assertNull(ahead.next());
    }

    @Test
    void tellsTheEndWithoutAnybodyAsking() throws Exception {
        start(Format.TEXT);
        typed.end();
        assertEquals(Optional.empty(), end.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aBadLineIsTheEndToo() throws Exception {
        ReadAhead ahead = start(Format.HEX);
        typed.type("no\n");
        Exception failure = end.get(20, TimeUnit.SECONDS).orElseThrow();
        assertSame(failure, assertThrows(CommandFailure.class, ahead::next));
    }

    @Test
    void soIsAFailureToRead() throws Exception {
        IOException broken = new IOException("broken");
        MessageSource source = new MessageSource() {
            @Override
            public byte[] next() throws IOException {
                throw broken;
            }

            @Override
            public boolean isReady() {
                return false;
            }
        };
        ReadAhead ahead = ReadAhead.start(source, failure -> end.complete(Optional.ofNullable(failure)));
        assertSame(broken, end.get(20, TimeUnit.SECONDS).orElseThrow());
        assertSame(broken, assertThrows(IOException.class, ahead::next).getCause());
    }
}
