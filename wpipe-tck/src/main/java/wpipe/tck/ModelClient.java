package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.jspecify.annotations.Nullable;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;

/** A client of the model with what it stands for: its connection, and the server's to it once that was seen. */
final class ModelClient {
    private final Client connection;
    private final ModelEnd end;
    private final ModelEnd atServer;
    private @Nullable Connection seen;
    private boolean accepted;
    private boolean goneNoticed;

    ModelClient(Client connection, Mode serverMode) {
        this.connection = connection;
        this.end = new ModelEnd(serverMode.complement(), false);
        this.atServer = new ModelEnd(serverMode, true);
    }

    Client connection() {
        return connection;
    }

    ModelEnd end() {
        return end;
    }

    ModelEnd atServer() {
        return atServer;
    }

    /** It is among the server's clients. */
    boolean isMember() {
        return !atServer.isOver(end);
    }

    boolean hasGoneUnnoticed() {
        return !isMember() && !goneNoticed;
    }

    /** Its instance may not be free yet. */
    boolean mayHoldInstance() {
        return !atServer.isClosed() && !goneNoticed;
    }

    /** The server was looked at. */
    void noticed() {
        goneNoticed = !isMember();
    }

    boolean isSeen() {
        return seen != null;
    }

    Connection seen() {
        Connection connectionAtServer = seen;
        assertNotNull(connectionAtServer, "the server's connection");
        return connectionAtServer;
    }

    void see(Connection connectionAtServer) {
        seen = connectionAtServer;
    }

    boolean isAccepted() {
        return accepted;
    }

    void accepted(Connection connectionAtServer) {
        see(connectionAtServer);
        accepted = true;
    }

    @Override
    public String toString() {
        return (accepted ? "accepted" : "not accepted")
                + (end.isClosed() ? ", gone" : "")
                + (atServer.hasUnread() ? ", with data" : "");
    }
}
