import java.time.Duration;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.ImpersonationLevel;
import wpipe.api.Mode;
import wpipe.api.Peer;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.api.ServerOwner;

/**
 * Either end of a pipe, which says who it is and who is at the other end: {@code WhoPeer PROVIDER serve|connect NAME}. Prints
 * {@code self PID USER} and {@code peer PID SESSION SID NAME}, before the first message and after it, and a server what an
 * action gave that it has run as the client.
 */
final class WhoPeer {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private WhoPeer() {}

    public static void main(String[] args) throws Exception {
        System.out.println("self " + ProcessHandle.current().pid() + " " + System.getProperty("user.name"));
        if (args[1].equals("connect")) {
            ClientOptions options = ClientOptions.defaults()
                    .withProvider(args[0])
                    .withImpersonation(ImpersonationLevel.IMPERSONATION)
                    .withServerOwner(ServerOwner.currentUser());
            try (Client client = Client.connect(args[2], Mode.MASTER, options)) {
                print(client.peer());
                client.write(new byte[1], TIMEOUT);
                client.read(TIMEOUT);
                print(client.peer());
            }
            return;
        }
        try (Server server = Server.open(args[2], Mode.SLAVE, ServerOptions.defaults().withProvider(args[0]))) {
            System.out.println("ready");
            try (Connection client = server.accept(TIMEOUT)) {
                print(client.peer());
                byte[] message = client.read(TIMEOUT);
                print(client.peer());
                System.out.println("acted " + client.impersonate(() -> System.getProperty("user.name")));
                client.write(message, TIMEOUT);
            }
        }
    }

    private static void print(Peer peer) {
        Peer.User user = peer.user().orElseThrow();
        System.out.println("peer " + peer.processId().orElseThrow() + " " + peer.sessionId().orElseThrow() + " "
                + user.sid().orElseThrow() + " " + user.name().orElseThrow());
    }
}
