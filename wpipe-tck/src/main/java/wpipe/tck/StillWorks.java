package wpipe.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import wpipe.api.Mode;
import wpipe.api.Server;

/**
 * After the last rule: a server can still be opened and a client connect. A backend that watches itself, and has found
 * on a thread that no test looks at what must never happen, refuses that, so that the run does not end well.
 */
final class StillWorks implements AfterEachCallback, AfterAllCallback {
    /** Of the last test: JUnit makes one extension for all tests of a class, and asks for an instance only in tests. */
    private volatile @Nullable TckSubject subject;

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof Rules rules) {
            subject = rules.subject();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        TckSubject last = subject;
        if (last != null) {
            try (Pipes pipes = new Pipes(last);
                    Server server = pipes.open(Mode.SLAVE)) {
                pipes.join(server).exchange(1);
            }
        }
    }
}
