package wpipe.api;

/**
 * What travels over a pipe: messages, or bytes without any boundaries. The server's framing makes the pipe one of Windows'
 * two types; a client finds out which one it is, and connects only where its own framing can be had on it.
 *
 * @since 0.1
 */
public enum Framing {
    /** Whole messages, over a pipe of type message (PIPE_TYPE_MESSAGE): as PyWPipe has it, and CPython's multiprocessing. */
    MESSAGES(false, true),

    /**
     * A stream of bytes, over a pipe of type byte (PIPE_TYPE_BYTE): as Node, .NET and most others have it. A client of this
     * framing also connects to a pipe of type message, and has {@link #BYTES_IN_MESSAGES} there.
     */
    BYTES(true, false),

    /**
     * A stream of bytes, over a pipe of type message, on which an empty message is the end of the stream: so one direction
     * can end while the other goes on. Docker's engine has it so (the MessageMode of go-winio).
     */
    BYTES_IN_MESSAGES(true, true);

    private final boolean stream;
    private final boolean messageType;

    Framing(boolean stream, boolean messageType) {
        this.stream = stream;
        this.messageType = messageType;
    }

    /**
     * Whether it is a stream of bytes.
     *
     * @return true for all but {@link #MESSAGES}
     */
    public boolean isStream() {
        return stream;
    }

    /**
     * Which type a pipe has whose server has this framing.
     *
     * @return true for type message, false for type byte
     */
    public boolean isMessageType() {
        return messageType;
    }
}
