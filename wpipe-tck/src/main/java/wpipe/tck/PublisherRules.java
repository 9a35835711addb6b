package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.TurnException;

/** Rule 11.6: the messages of a connection as a publisher. */
interface PublisherRules extends Rules {
    @Test
    default void rule_11_6_messagesComeInOrderUpToTheEnd() throws Exception {
        int count = 500;
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                assertSame(link.receiver().messages(), link.receiver().messages());
                Call<Boolean> writes = pipes.run("writes", () -> {
                    for (int number = 0; number < count; number++) {
                        link.sender().write(Payload.numbered(number, 100 + number), GUARD);
                    }
                    link.sender().close();
                });
                Subscriber subscriber =
                        Subscriber.of(link.receiver().messages()).request(Long.MAX_VALUE);
                for (int number = 0; number < count; number++) {
                    Payload.assertNumber(number, 100 + number, subscriber.next());
                }
                subscriber.complete();
                writes.get();
            }
        });
    }

    @Test
    default void rule_11_6_nothingIsReadWithoutDemand() throws Exception {
        int size = 4000;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER);
            Subscriber subscriber = Subscriber.of(link.receiver().messages());
            int filled = Pipes.fill(link.sender(), size);
            for (int number = 0; number < filled; number++) {
                subscriber.request(1);
                Payload.assertNumber(number, size, subscriber.next());
                assertEquals(0, subscriber.waiting(), "signals that nobody asked for");
            }
            subscriber.request(2).request(1);
            for (int number = 0; number < 3; number++) {
                link.sender().write(Payload.numbered(number, 10), GUARD);
            }
            for (int number = 0; number < 3; number++) {
                Payload.assertNumber(number, 10, subscriber.next());
            }
            Pipes.fill(link.sender(), size);
            assertEquals(0, subscriber.waiting(), "signals that nobody asked for");
        }
    }

    @Test
    default void rule_11_6_aCancelLosesNothing() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER);
            Flow.Publisher<byte[]> messages = link.receiver().messages();
            int next = 0;
            for (int round = 0; round < 50; round++) {
                Subscriber subscriber = Subscriber.of(messages).request(2);
                link.sender().write(Payload.numbered(next, 10), GUARD);
                Payload.assertNumber(next++, 10, subscriber.next());
                subscriber.cancel();
                subscriber.cancel();
                subscriber.request(1);
                link.sender().write(Payload.numbered(next, 10), GUARD);
                Payload.assertNumber(next++, 10, link.receiver().read(GUARD));
            }
        }
    }

    @Test
    default void rule_11_6_oneSubscriberAtATime() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER);
            Flow.Publisher<byte[]> messages = link.receiver().messages();
            assertThrows(NullPointerException.class, () -> messages.subscribe(null));
            Subscriber first = Subscriber.of(messages).request(1);
            Subscriber.of(messages).error(IllegalStateException.class);
            link.sender().write(Payload.numbered(1, 10), GUARD);
            Payload.assertNumber(1, 10, first.next());
            first.request(0);
            first.error(IllegalArgumentException.class);
            Subscriber next = Subscriber.of(messages).request(1);
            link.sender().write(Payload.numbered(2, 10), GUARD);
            Payload.assertNumber(2, 10, next.next());
            next.request(-1);
            next.error(IllegalArgumentException.class);
        }
    }

    @Test
    default void rule_11_6_whateverElseEndsThemIsAnError() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE);
            Connection slave = link.receiver();
            Subscriber subscriber = Subscriber.of(slave.messages()).request(2);
            link.sender().write(Payload.numbered(1, 10), GUARD);
            Payload.assertNumber(1, 10, subscriber.next());
            subscriber.error(TurnException.class);
            slave.write(Payload.numbered(2, 10), GUARD);
            Payload.assertNumber(2, 10, link.sender().read(GUARD));
            Subscriber another = Subscriber.of(slave.messages()).request(1);
            slave.close();
            // The read may have begun by then, or not.
            another.error(ClosedChannelException.class);
            Subscriber.of(slave.messages()).request(1).error(ClosedChannelException.class);
        }
    }

    @Test
    default void rule_11_6_aSubscriberMayAnswerWhatItGets() throws Exception {
        int count = 200;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE);
            Connection slave = link.receiver();
            slave.messages().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(byte[] message) {
                    assertEquals(null, slave.writeAsync(message).join());
                }

                @Override
                public void onError(Throwable failure) {
                    // The client looks at the answers, and the end is a close.
                }

                @Override
                public void onComplete() {
                    // As above.
                }
            });
            for (int number = 0; number < count; number++) {
                Payload.assertNumber(number, 20, Async.get(link.sender().exchangeAsync(Payload.numbered(number, 20))));
            }
        }
    }
}
