package wpipe.cli;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/**
 * The end that waits for what comes: prints the messages it gets and, where it answers, answers them. In mode duplex a
 * {@link Sender} is at work beside it.
 *
 * <p>A server has a thread for each client, so that one which does not take its answer holds up nobody else. Messages
 * are printed, and answers taken from the input, one at a time and in the same order. Whoever finds the end closes the
 * server or client, which ends all waiting on it.
 */
final class Receiver {
    private final Talk talk;
    private final Closeable end;
    private final MessageSource answers;
    private final Object exchange = new Object();

    // Guarded by this.
    private long received;
    private long answered;
    private long undelivered;
    private boolean inputEnded;
    private boolean finished;
    private @Nullable Exception failure;
    private long lastMessage = System.nanoTime();

    private Receiver(Talk talk, Closeable end) {
        this.talk = talk;
        this.end = end;
        boolean asksInput = talk.role() == Role.ANSWERS && !talk.echo();
        // Reading ahead tells that the input is at its end while everybody still waits for a message.
        this.answers = asksInput ? ReadAhead.start(talk.input(), this::inputEnded) : talk.input();
    }

    /** Talks to the one server, to the end. */
    static void run(Client client, Talk talk) throws Exception {
        Receiver receiver = new Receiver(talk, client);
        receiver.sendBeside(sender -> sender.run(client));
        try {
            receiver.converse(client, talk.timeout());
            receiver.checkCount();
        } catch (IOException e) {
            receiver.finish(e);
        }
        receiver.outcome();
    }

    /** Talks to all clients that come, to the end. */
    static void run(Server server, Talk talk) throws Exception {
        Receiver receiver = new Receiver(talk, server);
        Audience audience = new Audience(server);
        receiver.sendBeside(sender -> sender.run(server, audience));
        try {
            while (true) {
                Connection client = receiver.accept(server);
                audience.grows();
                Daemon.start("wpipe-client", () -> receiver.attend(client));
            }
        } catch (IOException e) {
            receiver.finish(e);
            audience.ends(e);
        }
        receiver.outcome();
    }

    /** What the one beside this does. */
    private interface Sending {
        void run(Sender sender) throws IOException, CommandFailure;
    }

    private void sendBeside(Sending sending) {
        if (talk.role() != Role.SENDS_AND_PRINTS) {
            return;
        }
        Daemon.start("wpipe-input", () -> {
            try {
                sending.run(Sender.besideReceiver(talk));
                inputEnded(null);
            } catch (IOException | CommandFailure | RuntimeException e) {
                finish(e);
            }
        });
    }

    /** The next client, or a failure if nothing at all happens for the time that was given. */
    private Connection accept(Server server) throws IOException {
        while (true) {
            Duration rest = talk.timeout().minusNanos(idleNanos());
            try {
                return server.accept(rest.isNegative() ? Duration.ZERO : rest);
            } catch (PipeTimeoutException e) {
                if (talk.timeout().compareTo(Duration.ofNanos(idleNanos())) <= 0) {
                    throw e;
                }
            }
        }
    }

    private synchronized long idleNanos() {
        return received == answered ? System.nanoTime() - lastMessage : 0;
    }

    private void attend(Connection client) {
        try (client) {
            talk.visitors().announce(client);
            converse(client, Durations.FOREVER);
        } catch (IOException e) {
            if (!isFinished()) {
                talk.notes().accept("a client was let go: " + Failures.text(e));
            }
        } catch (RuntimeException e) {
            finish(e);
        }
    }

    /** Talks until the peer goes or all is finished. Throws only what the connection does. */
    private void converse(Connection connection, Duration readTimeout) throws IOException {
        while (true) {
            byte[] message;
            try {
                message = connection.read(readTimeout);
            } catch (PeerClosedException e) {
                return; // it goes between two messages: that is how a conversation ends
            }
            byte[] answer = take(message);
            if (answer == null) {
                return;
            }
            if (talk.role() == Role.ANSWERS) {
                try {
                    connection.write(answer, talk.timeout());
                } catch (IOException e) {
                    undelivered(e);
                    throw e;
                }
            }
            answered();
            if (!connection.isOpen()) {
                return; // in mode single, after the one exchange
            }
        }
    }

    /** Prints a message and gives its answer; null if there is none, since all is finished. */
    private byte @Nullable [] take(byte[] message) {
        synchronized (exchange) {
            if (!beginExchange()) {
                return null;
            }
            try {
                talk.output().print(message);
                talk.output().flush();
                if (talk.role() != Role.ANSWERS || talk.echo()) {
                    return message;
                }
                byte[] answer = answers.next();
                if (answer == null) {
                    finish(new CommandFailure("the input ended before the answer to the last message"));
                }
                return answer;
            } catch (IOException | CommandFailure e) {
                finish(e);
                return null;
            }
        }
    }

    private synchronized boolean beginExchange() {
        boolean enough = received == talk.count() && talk.role() != Role.SENDS_AND_PRINTS;
        if (finished || enough) {
            return false;
        }
        received++;
        return true;
    }

    private void undelivered(IOException why) {
        if (end instanceof Client) {
            finish(why); // a client has no other peer to go on with
        }
        synchronized (this) {
            undelivered++;
        }
        answered();
    }

    private void answered() {
        boolean last;
        synchronized (this) {
            answered++;
            lastMessage = System.nanoTime();
            last = isOver();
        }
        if (last) {
            finish(null);
        }
    }

    private void inputEnded(@Nullable Exception inputFailure) {
        boolean last;
        synchronized (this) {
            inputEnded = true;
            last = isOver();
        }
        if (inputFailure != null || last) {
            finish(inputFailure);
        }
    }

    /** Under the lock of this. */
    private boolean isOver() {
        if (talk.role() == Role.SENDS_AND_PRINTS) {
            return inputEnded && answered >= talk.count();
        }
        return answered == talk.count() || (inputEnded && answered == received);
    }

    /** The server may go when it likes, unless it still owes messages. */
    private void checkCount() {
        long got;
        synchronized (this) {
            got = received;
        }
        if (talk.count() != Talk.UNLIMITED && got < talk.count()) {
            finish(new CommandFailure("the server has gone after " + got + " of " + talk.count() + " messages"));
        }
    }

    private synchronized boolean isFinished() {
        return finished;
    }

    /** Ends everything, the first time. */
    private void finish(@Nullable Exception why) {
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
            failure = why;
        }
        try {
            end.close();
        } catch (IOException e) {
            talk.notes().accept("closing: " + Failures.text(e));
        }
    }

    private synchronized void outcome() throws Exception {
        if (failure != null) {
            throw failure;
        }
        if (undelivered > 0) {
            throw new CommandFailure(undelivered + (undelivered == 1 ? " answer" : " answers") + " reached nobody");
        }
    }
}
