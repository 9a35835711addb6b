package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import wpipe.api.Access;
import wpipe.api.Framing;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeInfo;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeChannel;

/** Several servers of one name. */
class SharedNameTest {
    private final Namespace pipes = new Namespace();

    private LoopbackListener listen(Direction direction, Framing framing, int maxInstances, boolean shared)
            throws IOException {
        return pipes.listen(new ListenRequest(
                Ends.ADDRESS,
                direction,
                framing,
                maxInstances,
                1,
                4096,
                Ends.QUOTA,
                Duration.ofMillis(100),
                new ListenSecurity(Access.ownerOnly(), false, shared, false)));
    }

    private LoopbackListener share(int maxInstances) throws IOException {
        return listen(Direction.BOTH, Framing.MESSAGES, maxInstances, true);
    }

    private PipeChannel connect(long deadline) throws IOException {
        return pipes.connect(Ends.connect(Ends.ADDRESS, Direction.BOTH, 4096, false, deadline));
    }

    @Test
    void theFirstWithRoomGetsTheClient() throws IOException {
        LoopbackListener first = share(1);
        LoopbackListener second = share(2);
        connect(Ends.now());
        connect(Ends.now());
        connect(Ends.now());
        assertThrows(PipeBusyException.class, () -> connect(Ends.now()));
        assertNotNull(first.pollClient());
        assertNull(first.pollClient());
        assertNotNull(second.pollClient());
        assertNotNull(second.pollClient());
        assertEquals(1, pipes.list().size());
        PipeInfo info = pipes.list().get(0);
        assertEquals(3, info.instances());
        assertEquals(3, info.maxInstances().orElseThrow());
    }

    @Test
    void aClientThatWaitsGetsTheRoomOfWhoeverHasIt() throws Exception {
        share(1);
        LoopbackListener second = share(1);
        connect(Ends.now());
        connect(Ends.now());
        var waiting = Background.call(() -> connect(Deadline.NEVER)).untilBlocked();
        second.pollClient().close();
        assertNotNull(waiting.get());
        assertNotNull(second.pollClient());
    }

    @Test
    void theNameIsThereAsLongAsOneOfThem() throws IOException {
        LoopbackListener first = share(1);
        LoopbackListener second = share(1);
        first.close();
        assertThrows(PipeNameInUseException.class, () -> listen(Direction.BOTH, Framing.MESSAGES, 1, false));
        connect(Ends.now());
        second.close();
        assertEquals(0, pipes.size());
        listen(Direction.BOTH, Framing.MESSAGES, 1, false).close();
    }

    @Test
    void theyAreOfOneKind() throws IOException {
        LoopbackListener first = share(1);
        for (Direction direction : new Direction[] {Direction.IN, Direction.OUT}) {
            assertThrows(PipeAccessDeniedException.class, () -> listen(direction, Framing.MESSAGES, 1, true));
        }
        assertThrows(PipeAccessDeniedException.class, () -> listen(Direction.BOTH, Framing.BYTES, 1, true));
        listen(Direction.BOTH, Framing.BYTES_IN_MESSAGES, 1, true).close();
        first.close();
        assertEquals(0, pipes.size());
    }

    @Test
    void oneThatDidNotAskForItCanBeJoined() throws IOException {
        listen(Direction.BOTH, Framing.MESSAGES, 1, false);
        share(1);
        connect(Ends.now());
        connect(Ends.now());
    }
}
