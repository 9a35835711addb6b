package wpipe.tck;

import wpipe.spi.Reach;

/**
 * How much {@link LoadTck} asks for.
 *
 * @param clients how many clients a server has at once
 * @param readers how many virtual threads are blocked at once
 * @param rounds how often everything is opened, used and closed
 * @param messages how many messages the soak moves
 * @param garbage how many bytes a message may leave to the garbage collector
 * @since 0.1
 */
public record LoadSizes(int clients, int readers, int rounds, long messages, int garbage) {
    private static final int READERS = 2000;
    private static final int ROUNDS = 1000;

    /** JNA makes an object or two for a call; what they take is stated in the contract. */
    private static final int GARBAGE_OF_JNA = 200;

    /**
     * What is meant for a subject: more where a pipe ends at this JVM and costs next to nothing.
     *
     * @param subject what is tested
     * @return the sizes
     */
    public static LoadSizes of(TckSubject subject) {
        int garbage = subject.takesPart("jna") ? GARBAGE_OF_JNA : 0;
        return subject.reach() == Reach.JVM
                ? new LoadSizes(20_000, READERS, ROUNDS, 500_000, garbage)
                : new LoadSizes(2000, READERS, ROUNDS, 20_000, garbage);
    }

    /**
     * A copy with another number of clients.
     *
     * @param clients how many clients a server has at once
     * @return the copy
     */
    public LoadSizes withClients(int clients) {
        return new LoadSizes(clients, readers, rounds, messages, garbage);
    }

    /**
     * A copy with another number of blocked threads.
     *
     * @param readers how many virtual threads are blocked at once
     * @return the copy
     */
    public LoadSizes withReaders(int readers) {
        return new LoadSizes(clients, readers, rounds, messages, garbage);
    }

    /**
     * A copy with another number of rounds.
     *
     * @param rounds how often everything is opened, used and closed
     * @return the copy
     */
    public LoadSizes withRounds(int rounds) {
        return new LoadSizes(clients, readers, rounds, messages, garbage);
    }

    /**
     * A copy with another soak.
     *
     * @param messages how many messages it moves
     * @return the copy
     */
    public LoadSizes withMessages(long messages) {
        return new LoadSizes(clients, readers, rounds, messages, garbage);
    }
}
