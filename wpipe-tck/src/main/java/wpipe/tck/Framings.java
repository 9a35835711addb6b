package wpipe.tck;

import org.opentest4j.IncompleteExecutionException;
import wpipe.api.Framing;
import wpipe.spi.Capability;

/** Runs a test for each framing of a server that is a stream. A failure says with which one. */
final class Framings {
    private Framings() {}

    /** A test for one framing of the server. */
    @FunctionalInterface
    interface Body {
        void run(Framing serverFraming) throws Exception;
    }

    /** Where the backend has no pipes of bytes, the test ends as aborted after the other framing. */
    static void streams(TckSubject subject, String rule, Body body) throws Exception {
        run(Framing.BYTES_IN_MESSAGES, body);
        subject.require(Capability.BYTE_PIPES, rule + " with framing " + Framing.BYTES);
        run(Framing.BYTES, body);
    }

    private static void run(Framing framing, Body body) throws Exception {
        try {
            body.run(framing);
        } catch (IncompleteExecutionException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError("server with framing " + framing + ": " + Failures.describe(e), e);
        }
    }
}
