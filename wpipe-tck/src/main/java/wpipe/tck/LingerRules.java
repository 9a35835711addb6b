package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;

/** Rule 6.10: a close that gives the peer time to read. */
interface LingerRules extends Rules {
    /** Long enough for a system that asks somebody else, short enough to wait for where nobody reads. */
    Duration BRIEFLY = Duration.ofMillis(100);

    @Test
    default void rule_6_10_closeWaitsUntilThePeerHasRead() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.numbered(1, 100));
                Call<Boolean> close = pipes.start("close", () -> link.sender().close(GUARD));
                assertArrayEquals(Payload.numbered(1, 100), link.receiver().read(GUARD));
                assertTrue(close.get(), "all was read");
                assertFalse(link.sender().isOpen());
                assertThrows(PeerClosedException.class, () -> {
                    Connection receiver = link.receiver();
                    if (link.takesTurns()) {
                        receiver.write(new byte[1]);
                    } else {
                        receiver.read(GUARD);
                    }
                });
            }
        });
    }

    @Test
    default void rule_6_10_closeDoesNotWaitLongerThanItMay() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                // Several, since one may be read ahead, which counts as taken.
                for (int i = 0; i < 3; i++) {
                    link.sender().write(Payload.numbered(i, 100), GUARD);
                }
                assertFalse(link.sender().close(BRIEFLY), "not all was read");
                assertFalse(link.sender().isOpen());
                for (int i = 0; i < 3; i++) {
                    assertArrayEquals(Payload.numbered(i, 100), link.receiver().read(GUARD), "what was written before");
                }
            }
        });
    }

    @Test
    default void rule_6_10_closeDoesNotWaitWhereNothingIsUnread() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.exchange(1);
                assertTrue(link.sender().close(GUARD));
                assertFalse(link.sender().close(GUARD), "it was closed before");
            }
        });
    }

    @Test
    default void rule_6_10_aPeerThatGoesEndsTheWait() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.numbered(1, 100));
                Call<Boolean> close = pipes.start("close", () -> link.sender().close(GUARD));
                link.receiver().close();
                // Not every system says afterwards whether all was read before: what counts is that the wait ends.
                close.get();
                assertFalse(link.sender().isOpen());
            }
        });
    }

    @Test
    default void rule_6_10_anotherCloseEndsTheWait() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(wpipe.api.Mode.WRITER);
            Connection sender = link.sender();
            sender.write(new byte[100]);
            Call<Boolean> waiting = pipes.start("close", () -> {
                try {
                    return sender.close(GUARD);
                } catch (java.nio.channels.AsynchronousCloseException e) {
                    return false;
                }
            });
            sender.close();
            assertFalse(waiting.get());
        }
    }

    @Test
    default void rule_6_7_anInterruptEndsACloseThatWaits() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    // Several, since one may be read ahead, which counts as taken.
                    for (int i = 0; i < 3; i++) {
                        link.sender().write(Payload.numbered(i, 100), GUARD);
                    }
                    Call<Boolean> close =
                            pipes.start("close", () -> link.sender().close(GUARD));
                    close.settle(round);
                    close.interrupt();
                    close.failure(ClosedByInterruptException.class);
                    assertTrue(close.interruptStatus(), "interrupt status of the thread that was interrupted");
                    assertFalse(link.sender().isOpen());
                    Pipes.drain(link.receiver(), 3, 100);
                }
            }
        });
    }
}
