package wpipe.cli;

import wpipe.api.Mode;

/** What an end of a talk does, which its mode determines; in mode single also whether it is the client. */
enum Role {
    /** Sends each line and prints the reply. */
    ASKS,
    /** Sends each line. */
    SENDS,
    /** Prints what comes and answers it with the next line. */
    ANSWERS,
    /** Prints what comes. */
    PRINTS,
    /** Sends each line, and prints what comes, both at once. */
    SENDS_AND_PRINTS;

    static Role of(Mode mode, boolean client) {
        return switch (mode) {
            case MASTER -> ASKS;
            case SLAVE -> ANSWERS;
            case WRITER -> SENDS;
            case READER -> PRINTS;
            case DUPLEX -> SENDS_AND_PRINTS;
            case SINGLE_TRANSACTION -> client ? ASKS : ANSWERS;
        };
    }

    /** Whether it speaks first; the others wait for what comes. */
    boolean begins() {
        return this == ASKS || this == SENDS;
    }
}
