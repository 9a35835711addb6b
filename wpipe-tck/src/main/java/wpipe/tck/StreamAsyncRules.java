package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.EndOfStreamException;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.TurnException;

/** Section 12: streams of bytes, with no thread that waits. */
interface StreamAsyncRules extends Rules {
    @Test
    default void rule_12_10_bytesComeAndGoWithoutAThread() throws Exception {
        int total = 1 << 20;
        Framings.streams(subject(), "12.10", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    ByteFlow written = new ByteFlow(16);
                    List<CompletableFuture<Void>> writes = new ArrayList<>();
                    int size = 0;
                    while (written.position() < total) {
                        // From nothing to several pieces; the buffer is the caller's again at once.
                        size = (size + 77_777) % 200_000;
                        ByteBuffer bytes =
                                ByteBuffer.wrap(written.next((int) Math.min(size, total - written.position())));
                        writes.add(end.writeAsync(bytes));
                        Arrays.fill(bytes.array(), (byte) 0);
                    }
                    ByteFlow read = new ByteFlow(16);
                    while (read.position() < total) {
                        byte[] bytes = Async.get(peer.readAsync());
                        assertTrue(bytes.length > 0, "a read gave no bytes");
                        read.check(bytes);
                        if (read.position() < total) {
                            read.check(peer.inputStream().readNBytes((int) Math.min(10, total - read.position())));
                        }
                    }
                    for (CompletableFuture<Void> write : writes) {
                        Async.get(write);
                    }
                }
            }
        });
    }

    @Test
    default void rule_12_10_aReadThatIsCancelledLosesNothing() throws Exception {
        Framings.streams(subject(), "12.10", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                ByteFlow written = new ByteFlow(17);
                ByteFlow read = new ByteFlow(17);
                for (int round = 0; round < 50; round++) {
                    CompletableFuture<byte[]> first = link.atServer().readAsync();
                    link.client().write(written.next(100));
                    if (!Async.cancel(first)) {
                        read.check(Async.get(first));
                    }
                    while (read.position() < written.position()) {
                        read.check(link.atServer().read(GUARD));
                    }
                }
                assertTrue(link.atServer().isOpen(), "the reader is open");
            }
        });
    }

    @Test
    default void rule_12_10_aWriteThatIsTakenBackClosesTheConnection() throws Exception {
        int size = 4 << 20;
        Framings.streams(subject(), "12.10", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                CompletableFuture<Void> write = link.client().writeAsync(new ByteFlow(18).next(size));
                CompletableFuture<Void> behind = link.client().writeAsync(new byte[10]);
                assertTrue(Async.cancel(behind), "a write behind another one is cancelled");
                assertTrue(link.client().isOpen(), "one that has not begun closes nothing");
                assertTrue(Async.cancel(write), "a write of more than the system takes is cancelled");
                assertFalse(link.client().isOpen(), "the writer is open");
                Async.failure(ClosedChannelException.class, link.client().writeAsync(new byte[1]));
                ByteFlow read = new ByteFlow(18);
                read.check(link.atServer().inputStream().readAllBytes());
                assertTrue(read.position() < size, "all of it was sent");
            }
        });
    }

    @Test
    default void rule_12_10_theEndOfTheStreamIsTheEndOfTheMessages() throws Exception {
        Framings.streams(subject(), "12.10", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                Subscriber subscriber =
                        Subscriber.of(link.atServer().messages()).request(Long.MAX_VALUE);
                link.client().write(new ByteFlow(19).next(1000));
                ByteFlow read = new ByteFlow(19);
                while (read.position() < 1000) {
                    read.check(subscriber.next());
                }
                if (framing == Framing.BYTES_IN_MESSAGES) {
                    link.client().shutdownOutput();
                    subscriber.complete();
                    Async.failure(EndOfStreamException.class, link.atServer().readAsync());
                    Async.failure(EndOfStreamException.class, link.atServer().readAsync());
                    Async.get(link.atServer().writeAsync(new byte[] {3}));
                    assertEquals(3, link.client().inputStream().read());
                } else {
                    link.client().close();
                    subscriber.complete();
                }
            }
        });
    }

    @Test
    default void rule_12_10_thereIsNoExchangeWithoutAThreadEither() throws Exception {
        Framings.streams(subject(), "12.10", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                Async.failure(TurnException.class, link.client().exchangeAsync(new byte[3]));
            }
        });
    }
}
