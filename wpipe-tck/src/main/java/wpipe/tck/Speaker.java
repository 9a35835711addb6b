package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Random;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;

/**
 * One end of a connection that reads and writes, as its mode wants it, until it is closed: numbered messages, each tried
 * again as long as it times out, so that one that was sent all the same is doubled, and one that a read has lost is
 * missing.
 */
final class Speaker {
    /** What it ended with. */
    enum End {
        BY_CLOSE,
        BY_INTERRUPT,
        BY_PEER_IN_READ,
        BY_PEER_IN_WRITE,
        BY_ITSELF
    }

    private static final int LARGEST = 4096;
    private static final int SMALL = 64;
    private static final int LONGEST_WAIT_NANOS = 2_000_000;

    private final Connection connection;
    private final Random random;

    /** The numbers of messages: those of other speakers are others. */
    private final int base;

    private int written;
    private int read;
    private boolean diedInWrite;

    /** Somebody is about to close it, or interrupt its thread. Written before that is done. */
    private volatile boolean disturbed;

    private volatile boolean interrupted;

    Speaker(Connection connection, int base, long seed) {
        this.connection = connection;
        this.base = base;
        this.random = new Random(seed);
    }

    void aboutToClose() {
        disturbed = true;
    }

    void aboutToInterrupt() {
        interrupted = true;
        disturbed = true;
    }

    void close() throws IOException {
        aboutToClose();
        connection.close();
    }

    /** Speaks with the other end until one of them is closed. */
    End speak(Speaker peer) throws Exception {
        try {
            while (true) {
                switch (connection.mode()) {
                    case MASTER -> {
                        write();
                        read(peer);
                    }
                    case SLAVE -> {
                        read(peer);
                        write();
                    }
                    case READER -> read(peer);
                    case WRITER -> write();
                    // One of them begins: two large messages that nobody reads would wait for each other.
                    case DUPLEX -> exchange(peer);
                    case SINGLE_TRANSACTION -> {
                        exchange(peer);
                        assertFalse(connection.isOpen(), "open after the one exchange");
                        return End.BY_ITSELF;
                    }
                }
            }
        } catch (ClosedByInterruptException e) {
            assertTrue(interrupted, "ended by an interrupt, and nobody has interrupted it");
            return End.BY_INTERRUPT;
        } catch (ClosedChannelException e) {
            assertTrue(disturbed, () -> "ended by " + e + ", and nobody has closed or interrupted it");
            return End.BY_CLOSE;
        } catch (PeerClosedException e) {
            assertTrue(peer.disturbed, () -> "ended by " + e + ", and nobody has closed or interrupted the peer");
            return diedInWrite ? End.BY_PEER_IN_WRITE : End.BY_PEER_IN_READ;
        }
    }

    private void exchange(Speaker peer) throws IOException {
        if (connection instanceof Client) {
            write();
            read(peer);
        } else {
            read(peer);
            write();
        }
    }

    private void write() throws IOException {
        int size = Payload.NUMBERED + random.nextInt(random.nextInt(4) == 0 ? LARGEST - Payload.NUMBERED : SMALL);
        byte[] message = Payload.numbered(base + written, size);
        diedInWrite = true;
        while (!tryWrite(message)) {
            look();
        }
        diedInWrite = false;
        written++;
    }

    private boolean tryWrite(byte[] message) throws IOException {
        if (random.nextInt(3) == 0) {
            connection.write(message);
            return true;
        }
        try {
            connection.write(message, timeout());
            return true;
        } catch (PipeTimeoutException e) {
            return false;
        }
    }

    private void read(Speaker peer) throws IOException {
        while (true) {
            look();
            try {
                byte[] message = random.nextInt(3) == 0 ? connection.read() : connection.read(timeout());
                assertEquals(peer.base + read, Payload.number(message), "number of the message");
                read++;
                return;
            } catch (PipeTimeoutException e) {
                Thread.onSpinWait();
            }
        }
    }

    private Duration timeout() {
        return random.nextBoolean() ? Duration.ZERO : Duration.ofNanos(random.nextInt(LONGEST_WAIT_NANOS));
    }

    private void look() throws IOException {
        if (random.nextInt(8) == 0) {
            connection.canRead();
        }
        if (random.nextInt(8) == 0) {
            connection.isAlive();
        }
    }

    /** After both have ended: what this one wrote, and the peer read, is the same. */
    void verify(Speaker peer, End peersEnd) {
        // The one that was being written may have gone out or not.
        int most = written + (diedInWrite ? 1 : 0);
        assertTrue(peer.read <= most, () -> peer.read + " messages were read, and at most " + most + " written");
        if (peersEnd == End.BY_PEER_IN_READ) {
            assertTrue(
                    peer.read >= written,
                    () -> written + " messages were written, and then the end was read after " + peer.read);
        }
    }
}
