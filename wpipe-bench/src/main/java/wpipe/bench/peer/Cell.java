package wpipe.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.bench.link.Link;
import wpipe.bench.link.Pipes;

/** What a client of one thread does over and over while it is timed. */
@FunctionalInterface
interface Cell {
    /** Works for at least a given time and says how much was done in a second. */
    double perSecond(double seconds) throws IOException;

    /** Round trips: a message goes out and comes back. */
    static Cell pingPong(Link link, int size) throws IOException {
        link.write(new Hello(Hello.ECHO, size).message());
        ByteBuffer message = ByteBuffer.allocateDirect(size);
        return seconds -> {
            Stopwatch watch = new Stopwatch(seconds, size);
            do {
                for (int i = 0; i < watch.chunk(); i++) {
                    link.write(message.clear());
                    link.read(message.clear());
                }
            } while (watch.goesOn());
            return watch.perSecond();
        };
    }

    /** Messages in one direction, until the server says that it has the last one. */
    static Cell sink(Link link, int size) throws IOException {
        link.write(new Hello(Hello.SINK, size).message());
        ByteBuffer message = ByteBuffer.allocateDirect(size);
        ByteBuffer last = ByteBuffer.allocateDirect(size).put(0, Hello.LAST);
        ByteBuffer receipt = ByteBuffer.allocateDirect(Hello.RECEIPT_SIZE);
        return seconds -> {
            Stopwatch watch = new Stopwatch(seconds, size);
            do {
                for (int i = 0; i < watch.chunk(); i++) {
                    link.write(message.clear());
                }
            } while (watch.goesOn());
            link.write(last.clear());
            link.read(receipt.clear());
            return watch.perSecond();
        };
    }

    /** Connections: each is made, used for one message there and back, and closed. */
    static Cell connect(String provider, String pipe) {
        ByteBuffer hello = new Hello(Hello.CONNECT, 0).message();
        ByteBuffer answer = ByteBuffer.allocateDirect(Hello.SIZE);
        return seconds -> {
            Stopwatch watch = new Stopwatch(seconds, Stopwatch.LARGE);
            do {
                for (int i = 0; i < watch.chunk(); i++) {
                    try (Link link = Pipes.connect(provider, pipe, Main.MAX_MESSAGE_SIZE)) {
                        link.write(hello.clear());
                        link.read(answer.clear());
                    }
                }
            } while (watch.goesOn());
            return watch.perSecond();
        };
    }
}
