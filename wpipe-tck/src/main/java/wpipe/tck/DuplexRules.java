package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/** Rule 4.8: duplex. */
interface DuplexRules extends Rules {
    @Test
    default void rule_4_8_messagesGoBothWaysAtTheSameTime() throws Exception {
        int count = 300;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX);
            List<Call<Integer>> reads = new ArrayList<>();
            List<Call<Integer>> writes = new ArrayList<>();
            for (Connection end : List.of(link.client(), link.atServer())) {
                // More than any system buffers: each direction must go on while the other one does.
                writes.add(pipes.start("writes of " + end.name(), () -> {
                    for (int number = 0; number < count; number++) {
                        end.write(Payload.numbered(number, 3000 + number), GUARD);
                    }
                    return count;
                }));
                reads.add(pipes.start("reads of " + end.name(), () -> {
                    for (int number = 0; number < count; number++) {
                        Payload.assertNumber(number, 3000 + number, end.read(GUARD));
                    }
                    return count;
                }));
            }
            for (Call<Integer> call : reads) {
                assertEquals(count, call.get(), "messages read");
            }
            for (Call<Integer> call : writes) {
                assertEquals(count, call.get(), "messages written");
            }
            assertFalse(link.client().canRead(), "the client has read everything");
        }
    }

    @Test
    default void rule_4_8_nothingIsOutOfTurn() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX);
            for (Connection end : List.of(link.client(), link.atServer())) {
                Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                for (int number = 0; number < 5; number++) {
                    end.write(Payload.numbered(number, 20), GUARD);
                }
                // A read that times out is no obstacle to a write, nor the other way round.
                assertThrows(PipeTimeoutException.class, () -> end.read(SHORT));
                end.write(Payload.numbered(5, 20), GUARD);
                for (int number = 0; number <= 5; number++) {
                    Payload.assertNumber(number, 20, peer.read(GUARD));
                }
            }
        }
    }

    @Test
    default void rule_4_8_aBlockedReadDoesNotHoldUpAWrite() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(Mode.DUPLEX);
                Link link = pipes.join(server);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    Call<byte[]> read = pipes.start("read", end::read);
                    read.settle(round);
                    end.write(Payload.numbered(round, 50), GUARD);
                    Payload.assertNumber(round, 50, peer.read(GUARD));
                    peer.write(Payload.numbered(~round, 60), GUARD);
                    Payload.assertNumber(~round, 60, read.get());
                }
            }
        }
    }
}
