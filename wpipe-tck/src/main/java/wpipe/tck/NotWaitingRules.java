package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/** Section 5, what it says of not waiting: canRead, and timeouts of zero or less. */
interface NotWaitingRules extends Rules {
    @Test
    default void rule_5_5_canReadDoesNotWait() throws Exception {
        Modes.lasting(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    assertFalse(link.receiver().canRead(), "canRead with no message");
                    assertFalse(link.sender().canRead(), "canRead of the sender");
                    Call<byte[]> read = pipes.start("read", link.receiver()::read);
                    read.settle(round);
                    assertFalse(link.receiver().canRead(), "canRead with no message while another thread reads");
                    assertTrue(link.receiver().isAlive(), "isAlive while another thread reads");
                    link.sender().write(Payload.random(10));
                    assertArrayEquals(Payload.random(10), read.get());
                    link.answer(1);
                    link.sender().write(Payload.random(20));
                    Eventually.holds("canRead sees the message", link.receiver()::canRead);
                    assertTrue(link.receiver().canRead(), "canRead with a message, asked again");
                    assertArrayEquals(Payload.random(20), link.receiver().read(Duration.ZERO));
                    assertFalse(link.receiver().canRead(), "canRead after the message");
                }
            }
        });
    }

    @Test
    default void rule_5_5_canReadIsTrueWhileOthersLook() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.client().write(new byte[1]);
                Eventually.holds("canRead sees the message", link.atServer()::canRead);
                CyclicBarrier barrier = new CyclicBarrier(3);
                List<Call<Boolean>> looks = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    looks.add(pipes.run("looks", () -> {
                        barrier.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                        for (int look = 0; look < 500; look++) {
                            assertTrue(link.atServer().canRead(), "canRead with a message that nobody reads");
                            assertEquals(1, link.server().clientCount(), "clients");
                            assertTrue(link.atServer().isAlive(), "isAlive");
                        }
                    }));
                }
                for (Call<Boolean> look : looks) {
                    look.get();
                }
            }
        });
    }

    @Test
    default void rule_5_6_zeroMeansWithoutWaiting() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
                Connection client = pipes.connect(mode.complement());
                Pipes.awaitClients(server, 1);
                Connection connection = server.accept(Duration.ZERO);
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
                assertThrows(PipeTimeoutException.class, () -> connection.read(Duration.ZERO));
                client.write(Payload.random(10), Duration.ZERO);
                Eventually.holds("canRead sees the message", connection::canRead);
                assertEquals(List.of(connection), server.waitForData(Duration.ZERO), "those that can be read");
                assertArrayEquals(Payload.random(10), connection.read(Duration.ZERO));
            }
        });
    }

    @Test
    default void rule_5_6_aNegativeTimeoutIsRefused() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (Duration negative : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
                    assertThrows(
                            IllegalArgumentException.class, () -> link.server().accept(negative));
                    if (mode.canRead()) {
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> link.server().waitForData(negative));
                    }
                    ByteBuffer buffer = ByteBuffer.allocate(100);
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> link.receiver().read(negative));
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> link.receiver().read(buffer, negative));
                    assertThrows(
                            IllegalArgumentException.class, () -> link.sender().write(new byte[1], negative));
                    assertThrows(
                            IllegalArgumentException.class, () -> link.sender().write(buffer, negative));
                }
                link.exchange(1);
            }
        });
    }
}
