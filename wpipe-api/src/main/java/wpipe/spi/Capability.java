package wpipe.spi;

/**
 * What a backend may or may not be able to do. One that lacks something says so by leaving it out of
 * {@link PipeProvider#capabilities}; what needs it then fails with a clear error instead of doing less in silence.
 *
 * @since 0.1
 */
public enum Capability {
    /** A pipe's name belongs to the server that opened it first: another one is refused, from any program it reaches. */
    EXCLUSIVE_NAME("the name of a pipe belongs to the server that opened it first"),

    /** Several servers can share one name: {@link ListenSecurity#sharedName}. */
    SHARED_NAME("several servers can share one name"),

    /**
     * Users have accounts of the operating system, known by security identifiers: access lists
     * ({@link wpipe.api.Access#sddl}) and owners of pipes are made of them. A backend without it has one user.
     */
    ACCOUNTS("users have accounts of the operating system, known by security identifiers"),

    /**
     * The system refuses what an access list does not admit, and what a client has not lent. Nothing needs it; the TCK asks for
     * it before it looks whether that happens. A backend without other users may leave out the first.
     */
    ENFORCED_ACCESS("the system refuses what an access list does not admit, and what a client has not lent"),

    /**
     * Each end can tell who is at the other one, and a server can act as its client: {@link PipeChannel#peer} and
     * {@link PipeChannel#impersonate}.
     */
    PEERS("each end can tell who is at the other one, and a server can act as its client"),

    /**
     * It has pipes of type byte ({@link wpipe.api.Framing#BYTES}). A backend without it has streams of bytes over pipes of
     * type message only ({@link wpipe.api.Framing#BYTES_IN_MESSAGES}).
     */
    BYTE_PIPES("it has pipes of type byte"),

    /** It lists the pipes that there are: {@link PipeProvider#list}. */
    LIST("it lists the pipes that there are");

    private final String meaning;

    Capability(String meaning) {
        this.meaning = meaning;
    }

    /**
     * What it means, for messages.
     *
     * @return a sentence without its full stop, such as "the name of a pipe belongs to the server that opened it first"
     */
    public String meaning() {
        return meaning;
    }
}
