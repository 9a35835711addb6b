package wpipe.tck;

import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.IncompleteExecutionException;
import wpipe.api.Mode;

/** Runs a test for several modes of the server; its client has the complement. A failure says with which one. */
final class Modes {
    private Modes() {}

    /** A test for one mode of the server. */
    @FunctionalInterface
    interface Body {
        void run(Mode serverMode) throws Exception;
    }

    static void all(Body body) throws Exception {
        each(List.of(Mode.values()), body);
    }

    /** Those whose connections go on after an exchange: all but a single transaction. */
    static void lasting(Body body) throws Exception {
        each(Stream.of(Mode.values()).filter(Modes::lasts).toList(), body);
    }

    static boolean lasts(Mode mode) {
        return mode != Mode.SINGLE_TRANSACTION;
    }

    /** Those in which each end reads and writes in turn, for ever. */
    static void takingTurns(Body body) throws Exception {
        each(List.of(Mode.MASTER, Mode.SLAVE), body);
    }

    /** Those in which a call can be out of turn: all but duplex. */
    static void restricted(Body body) throws Exception {
        each(Stream.of(Mode.values()).filter(Modes::isRestricted).toList(), body);
    }

    static boolean isRestricted(Mode mode) {
        return mode != Mode.DUPLEX;
    }

    /** Those in which an exchange can be made, by the end that writes first. */
    static void asking(Body body) throws Exception {
        each(List.of(Mode.MASTER, Mode.SLAVE, Mode.DUPLEX, Mode.SINGLE_TRANSACTION), body);
    }

    /** Those in which messages go one way, either way. */
    static void oneWay(Body body) throws Exception {
        each(List.of(Mode.READER, Mode.WRITER), body);
    }

    /** Those in which the server may read, and so learns by itself that a client has gone. */
    static void serverReads(Body body) throws Exception {
        each(List.of(Mode.MASTER, Mode.SLAVE, Mode.READER, Mode.DUPLEX, Mode.SINGLE_TRANSACTION), body);
    }

    /** Those in which the first message is, or may be, the client's. */
    static void clientFirst(Body body) throws Exception {
        each(List.of(Mode.SLAVE, Mode.READER, Mode.DUPLEX, Mode.SINGLE_TRANSACTION), body);
    }

    /** Those of {@link #clientFirst} in which the client's first message need not be its last. */
    static void clientFirstLasting(Body body) throws Exception {
        each(List.of(Mode.SLAVE, Mode.READER, Mode.DUPLEX), body);
    }

    /** One mode after the other. */
    static Mode ofRound(int round) {
        List<Mode> modes = List.of(Mode.values());
        return modes.get(round % modes.size());
    }

    private static void each(List<Mode> modes, Body body) throws Exception {
        for (Mode mode : modes) {
            try {
                body.run(mode);
            } catch (IncompleteExecutionException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                throw new AssertionError("server in mode " + mode + ": " + Failures.describe(e), e);
            }
        }
    }
}
