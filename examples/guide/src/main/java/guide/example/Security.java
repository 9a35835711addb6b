package guide.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import wpipe.api.Access;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.api.ServerOwner;

final class Security {
    private Security() {}

    static Server forAllUsers() throws IOException {
        // START SNIPPET: access
        ServerOptions options = ServerOptions.defaults().withAccess(Access.authenticatedUsers());
        Server server = Server.open("shout", Mode.SLAVE, options);
        // END SNIPPET: access
        return server;
    }

    static Client ofMyOwn() throws IOException {
        // START SNIPPET: owner
        ClientOptions options = ClientOptions.defaults().withServerOwner(ServerOwner.currentUser());
        Client client = Client.connect("shout", Mode.MASTER, options);
        // END SNIPPET: owner
        return client;
    }

    static void greet(Server server) throws IOException {
        // START SNIPPET: peer
        Connection client = server.accept();
        // process 4711, session 1, user HOST\name (S-1-...), not elevated, integrity MEDIUM
        System.out.println(client.peer());
        // END SNIPPET: peer
    }

    static byte[] asTheClient(Connection client, Path file) throws IOException {
        // START SNIPPET: impersonate
        byte[] content = client.impersonate(() -> Files.readAllBytes(file));
        // END SNIPPET: impersonate
        return content;
    }

    static Server oneOfSeveral() throws IOException {
        // START SNIPPET: shared
        ServerOptions options = ServerOptions.defaults().withSharedName(true);
        Server server = Server.open("shout", Mode.SLAVE, options);
        // END SNIPPET: shared
        return server;
    }
}
