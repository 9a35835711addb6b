package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wpipe.api.PipeInfo;
import wpipe.api.Server;
import wpipe.spi.Capability;

/** Section 13: lists of the pipes that there are. */
interface ListRules extends Rules {
    private List<PipeInfo> listed(String name) throws IOException {
        List<PipeInfo> all = wpipe.api.Pipes.list(subject().clientProvider());
        List<String> names = all.stream().map(PipeInfo::name).toList();
        assertEquals(names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList(), names, "ordered by name");
        return all.stream().filter(pipe -> pipe.name().equals(name)).toList();
    }

    private PipeInfo only(String name) throws IOException {
        List<PipeInfo> found = listed(name);
        assertEquals(1, found.size(), () -> "pipes of the name " + name + ": " + found);
        return found.get(0);
    }

    @Test
    default void rule_13_1_aPipeIsListedFromItsOpeningToItsEnd() throws Exception {
        subject().require(Capability.LIST, "13.1");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                assertEquals(List.of(), listed(pipes.name()));
                Link link = pipes.link(mode);
                assertEquals(pipes.name(), only(pipes.name()).name());
                link.server().close();
                link.client().close();
                Eventually.holds("the pipe is gone", () -> listed(pipes.name()).isEmpty());
            }
        });
    }

    @Test
    default void rule_13_1_instancesAreCounted() throws Exception {
        subject().require(Capability.LIST, "13.1");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, options -> options.withMaxClients(3));
                for (int clients : IntStream.rangeClosed(0, 3).toArray()) {
                    PipeInfo pipe = only(pipes.name());
                    assertTrue(pipe.instances() >= Math.max(clients, 1), () -> clients + " clients: " + pipe);
                    int most = pipe.maxInstances().orElse(Integer.MAX_VALUE);
                    assertTrue(most >= 3 && pipe.instances() <= most, () -> clients + " clients: " + pipe);
                    if (clients < 3) {
                        pipes.join(server);
                    }
                }
            }
        });
    }

    @Test
    default void rule_13_1_namesKeepTheirCase() throws Exception {
        subject().require(Capability.LIST, "13.1");
        String name = subject().newName() + "-Gr\u00F6\u00DFe \u4E2D";
        try (Server server = Server.open(name, wpipe.api.Mode.SLAVE, subject().serverOptions())) {
            assertEquals(name, only(server.name()).name());
        }
    }
}
