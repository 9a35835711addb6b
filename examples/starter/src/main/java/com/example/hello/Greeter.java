package com.example.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import wpipe.api.Connection;
import wpipe.api.Server;

/** The server's side: greets by name whoever sends one, any number of clients on one thread. */
final class Greeter {
    private final Server server;

    Greeter(Server server) {
        this.server = server;
    }

    /** Goes on until the server is closed. */
    void run() throws IOException {
        try {
            while (true) {
                for (Connection client : server.waitForData()) {
                    greet(client);
                }
            }
        } catch (ClosedChannelException e) {
            // How it is meant to end.
        }
    }

    private static void greet(Connection client) throws IOException {
        try {
            String name = new String(client.read(), UTF_8);
            client.write(("hello, " + name).getBytes(UTF_8));
        } catch (IOException e) {
            client.close(); // it has gone, or broke a limit: the others go on
        }
    }
}
