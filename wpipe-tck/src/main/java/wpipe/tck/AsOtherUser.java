package wpipe.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/** One request to {@link OtherUser}, and its answer; what it has opened is open until this is closed. */
final class AsOtherUser implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    private AsOtherUser(String request) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(OtherUser.PROPERTY));
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        socket.setSoTimeout((int) Rules.GUARD.multipliedBy(2).toMillis());
        new PrintWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true)
                .println(request);
    }

    /** Ends the test as aborted, which a launcher counts and shows, where no other user waits. */
    static void require(String rule) {
        if (Integer.getInteger(OtherUser.PROPERTY) == null) {
            Assumptions.abort("rule " + rule + " was not tried with a second user: system property "
                    + OtherUser.PROPERTY + " is not set (wpipe-tck/README.md)");
        }
    }

    /** Connects as a master, sends one message and waits for the answer. */
    static AsOtherUser connect(TckSubject subject, String name) throws IOException {
        return new AsOtherUser("connect " + subject.clientProvider().name() + " " + name);
    }

    /** Opens a slave that everyone may connect to. */
    static AsOtherUser open(TckSubject subject, String name) throws IOException {
        return new AsOtherUser("open " + subject.clientProvider().name() + " " + name);
    }

    /** Tries to add an instance to a pipe. */
    static AsOtherUser share(TckSubject subject, String name) throws IOException {
        return new AsOtherUser("share " + subject.clientProvider().name() + " " + name);
    }

    /** What came of it: {@link OtherUser#DONE} with something behind it, or the simple name of an exception and its message. */
    String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the other user's program has hung up");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
