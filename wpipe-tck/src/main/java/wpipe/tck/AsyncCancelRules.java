package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;

/** Rule 11.3: calls that are taken back. */
interface AsyncCancelRules extends Rules {
    @Test
    default void rule_11_3_aReadThatIsCancelledLosesNothing() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Connection receiver = link.receiver();
                for (int number = 0; number < 5; number++) {
                    CompletableFuture<byte[]> first = receiver.readAsync();
                    CompletableFuture<byte[]> second = receiver.readAsync();
                    CompletableFuture<byte[]> third = receiver.readAsync();
                    assertTrue(Async.cancel(second), "a read behind another one is cancelled");
                    assertTrue(Async.cancel(first), "a read that waits is cancelled");
                    assertTrue(first.cancel(true), "once more");
                    link.sender().write(Payload.numbered(number, 40), GUARD);
                    Payload.assertNumber(number, 40, Async.get(third));
                    assertFalse(third.cancel(true), "too late");
                    link.answer(number);
                    assertTrue(Async.cancel(receiver.readAsync()));
                    link.exchange(number);
                }
            }
        });
    }

    @Test
    default void rule_11_3_cancelsAndMessagesAtTheSameTime() throws Exception {
        int rounds = 300;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER);
            Call<Boolean> writes = pipes.run("writes", () -> {
                for (int number = 0; number < rounds; number++) {
                    link.sender().write(Payload.numbered(number, 100), GUARD);
                }
            });
            int next = 0;
            for (int round = 0; next < rounds; round++) {
                CompletableFuture<byte[]> read = link.receiver().readAsync();
                for (int i = round * 37 % 1000; i > 0; i--) {
                    Thread.onSpinWait();
                }
                if (!Async.cancel(read)) {
                    Payload.assertNumber(next++, 100, Async.get(read));
                } else if (round % 3 == 0) {
                    Payload.assertNumber(next++, 100, link.receiver().read(GUARD));
                }
            }
            writes.get();
        }
    }

    @Test
    default void rule_11_3_aReadMayHaveATimeout() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE);
            CompletableFuture<byte[]> read = link.receiver().readAsync();
            assertSame(read, read.orTimeout(SHORT.toMillis(), TimeUnit.MILLISECONDS));
            Async.failure(TimeoutException.class, read);
            byte[] instead = {1};
            CompletableFuture<byte[]> other =
                    link.receiver().readAsync().completeOnTimeout(instead, SHORT.toMillis(), TimeUnit.MILLISECONDS);
            assertSame(instead, Async.get(other));
            assertTrue(link.receiver().readAsync().complete(instead));
            assertTrue(link.receiver().readAsync().completeExceptionally(new IOException("a test")));
            assertSame(instead, Async.get(link.receiver().readAsync().completeAsync(() -> instead)));
            link.exchange(1);
        }
    }

    @Test
    default void rule_11_3_ofAWriteThatIsCancelledNothingIsSent() throws Exception {
        int size = 4000;
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                int filled = Pipes.fill(link.sender(), size);
                CompletableFuture<Void> first = link.sender().writeAsync(Payload.random(size));
                CompletableFuture<Void> second = link.sender().writeAsync(Payload.random(size));
                CompletableFuture<Void> third = link.sender().writeAsync(Payload.numbered(filled, size));
                assertTrue(Async.cancel(second), "a write behind another one is cancelled");
                assertTrue(Async.cancel(first), "a write that waits for room is cancelled");
                Pipes.drain(link.receiver(), filled + 1, size);
                Async.get(third);
                assertFalse(third.cancel(true), "too late");
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(SHORT));
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_11_3_aWriteMayHaveATimeout() throws Exception {
        int size = 1 << 20;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE, size);
            CompletableFuture<Void> write = link.sender().writeAsync(Payload.random(size));
            boolean taken = true;
            try {
                Async.get(write.orTimeout(SHORT.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                taken = false;
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(SHORT));
            }
            // A system that takes a message of any size at once while it holds no other is within rule 5.9.
            CompletableFuture<Void> again = taken ? write : link.sender().writeAsync(Payload.random(size));
            assertArrayEquals(Payload.random(size), link.receiver().read(GUARD));
            Async.get(again);
            link.answer(1);
        }
    }

    @Test
    default void rule_11_3_aWriteIsSentOrCancelled() throws Exception {
        int size = 6000;
        int messages = 300;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER, size);
            List<Integer> sent = new ArrayList<>();
            Call<List<Integer>> reads = pipes.start("reads", () -> {
                List<Integer> read = new ArrayList<>();
                int number;
                do {
                    number = Payload.number(link.receiver().read(GUARD));
                    read.add(number);
                } while (number >= 0);
                return read;
            });
            for (int number = 0; number < messages; number++) {
                CompletableFuture<Void> write = link.sender().writeAsync(Payload.numbered(number, size));
                for (int i = number * 37 % 1000; i > 0; i--) {
                    Thread.onSpinWait();
                }
                if (!Async.cancel(write)) {
                    Async.get(write);
                    sent.add(number);
                }
            }
            Async.get(link.sender().writeAsync(Payload.numbered(-1, size)));
            sent.add(-1);
            assertEquals(sent, reads.get(), "the messages that were read");
        }
    }

    @Test
    default void rule_11_3_anExchangeIsCancelled() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE);
            CompletableFuture<byte[]> answer = link.sender().exchangeAsync(Payload.numbered(1, 10));
            Payload.assertNumber(1, 10, link.receiver().read(GUARD));
            assertTrue(Async.cancel(answer), "an exchange whose answer has not come is cancelled");
            link.receiver().write(Payload.numbered(2, 10), GUARD);
            Payload.assertNumber(2, 10, link.sender().read(GUARD));
            link.exchange(3);
        }
    }

    @Test
    default void rule_11_3_anExchangeIsCancelledBeforeItsRequestIsSent() throws Exception {
        int size = 4000;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX);
            int filled = Pipes.fill(link.client(), size);
            CompletableFuture<byte[]> first = link.client().exchangeAsync(Payload.numbered(filled, size));
            CompletableFuture<byte[]> second =
                    link.client().exchangeAsync(Payload.random(size)).orTimeout(1, TimeUnit.MILLISECONDS);
            Async.failure(TimeoutException.class, second);
            Pipes.drain(link.atServer(), filled + 1, size);
            assertThrows(PipeTimeoutException.class, () -> link.atServer().read(Duration.ZERO));
            link.atServer().write(Payload.numbered(7, 10));
            Payload.assertNumber(7, 10, Async.get(first));
        }
    }
}
