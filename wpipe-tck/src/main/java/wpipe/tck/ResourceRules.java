package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;

/** Section 9: resources, as far as Java can see them. */
interface ResourceRules extends Rules {
    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_1_noThreadIsLeftBehind() throws Exception {
        for (int round = 0; round < 5; round++) {
            useEverything(round);
        }
        Set<Thread> before = liveThreads();
        for (int round = 0; round < 40; round++) {
            useEverything(round);
        }
        // A backend may have one thread that serves all its pipes, and may have ended and begun it meanwhile.
        int allowed = subject().backends();
        try {
            Eventually.holds(
                    "the threads are those from before", () -> more(before).size() <= allowed);
        } catch (AssertionError e) {
            throw new AssertionError("threads left behind by 40 rounds: " + more(before), e);
        }
    }

    private void useEverything(int round) throws IOException, InterruptedException {
        Mode mode = Modes.ofRound(round);
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(mode);
            link.exchange(round);
            pipes.join(link.server()).exchange(round);
            pipes.start("read", link.receiver()::read).settle(1);
            assertThrows(PipeTimeoutException.class, () -> link.server().accept(Duration.ZERO));
        }
        assertThrows(
                PipeNotFoundException.class,
                () -> Client.connect(subject().newName(), mode, subject().clientOptions()));
    }

    private static Set<Thread> more(Set<Thread> before) {
        Set<Thread> now = liveThreads();
        now.removeAll(before);
        return now;
    }

    private static Set<Thread> liveThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
