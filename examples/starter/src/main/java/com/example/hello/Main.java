package com.example.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.Server;

/** {@code serve PIPE} greets until it is ended; {@code greet PIPE NAME} is greeted. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 2 && args[0].equals("serve")) {
            try (Server server = Server.open(args[1], Mode.SLAVE)) {
                System.out.println("serving " + args[1] + " by " + server.provider());
                new Greeter(server).run();
            }
        } else if (args.length == 3 && args[0].equals("greet")) {
            try (Client client = Client.connect(args[1], Mode.MASTER)) {
                client.write(args[2].getBytes(UTF_8));
                System.out.println(new String(client.read(Duration.ofSeconds(5)), UTF_8));
            }
        } else {
            System.err.println("usage: serve PIPE | greet PIPE NAME");
            System.exit(2);
        }
    }
}
