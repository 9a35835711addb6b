package service.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import wpipe.api.Connection;
import wpipe.api.RequestHandler;

/** Counters by name: "add NAME" gives what the counter is then, "get NAME" what it is, "wait" answers once it is let. */
final class Counters implements RequestHandler {
    private final ConcurrentMap<String, Long> counters = new ConcurrentHashMap<>();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Called by many threads at once, for each client with one request at a time. */
    @Override
    public byte[] handle(Connection client, byte[] request) throws InterruptedException {
        String[] words = new String(request, UTF_8).split(" ", 2);
        String name = words.length > 1 ? words[1] : "";
        String reply = switch (words[0]) {
            case "add" -> Long.toString(counters.merge(name, 1L, Long::sum));
            case "get" -> Long.toString(counters.getOrDefault(name, 0L));
            case "wait" -> {
                waits.countDown();
                released.await();
                yield "released";
            }
            default -> throw new IllegalArgumentException("'" + words[0] + "' is no request: add, get or wait");
        };
        return reply.getBytes(UTF_8);
    }

    /** Returns when a request is being answered. */
    void awaitRequest() throws InterruptedException {
        waits.await();
    }

    void release() {
        released.countDown();
    }
}
