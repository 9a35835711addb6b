package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import wpipe.api.Connection;
import wpipe.api.RequestHandler;

/** A handler that says when it has begun, and goes on when it is told to, or interrupted. */
final class HandlerGate implements RequestHandler {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public byte[] handle(Connection client, byte[] request) throws InterruptedException {
        begun.countDown();
        try {
            opened.await(Rules.GUARD.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return request;
    }

    void awaitBegun() throws InterruptedException {
        assertTrue(begun.await(Rules.GUARD.toSeconds(), TimeUnit.SECONDS), "the handler has begun");
    }

    void open() {
        opened.countDown();
    }

    void awaitInterrupted() throws InterruptedException {
        assertTrue(interrupted.await(Rules.GUARD.toSeconds(), TimeUnit.SECONDS), "the handler was interrupted");
    }
}
